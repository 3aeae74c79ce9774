// The days of the week, as requests and schemas say them.

export const days = "monday tuesday wednesday thursday friday saturday sunday".split(" ");

/** "mon", "monday" and "mondays" say a day; shorter words may be anything. Both in lower case. */
export const isDay = (day: string, word: string): boolean =>
  word.length >= 3 && (day.startsWith(word) || word === `${day}s`);

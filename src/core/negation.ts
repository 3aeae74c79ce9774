// Words that say no to something: where one of them stands, what is plainly said may be what is not wanted.

const word = /^(?:not|no|without|never|except|excluding|nor|non|but)$|n['’]t$/i;

/** Whether any of the words says no. */
export function negates(words: readonly { readonly text: string }[]): boolean {
  return words.some(({ text }) => word.test(text));
}

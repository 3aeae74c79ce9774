// Requests that wish for nothing: thanks, and that something is to stay as it is.

const change = "(?:delete|remove|touch|change|run|edit|move|rename|start)";
/** "Leave the purge script alone please, nobody delete it, auditors want it". */
const leavesAlone = new RegExp(
  String.raw`^\W*(?:(?:please|pls|ok|okay|hey) ?,? )*(?:leave|keep) (?:the|my|our|that|all)(?: (?!but\b|and\b)[\w-]+){1,5}? (?:alone|untouched|as (?:it is|they are))(?:,? (?:please|pls))?` +
    String.raw`(?:[,;.–—-]+ ?(?:(?:nobody|no one) (?:should |may |is to )?|(?:don'?t|do not) )${change} (?:it|them|that))?` +
    String.raw`(?:[,;.–—-]* ?(?:(?:because|since) (?!.*\b(?:and|but|so)\b)[^,;.!?:]*|(?:the )?\w+ (?:still )?(?:wants?|needs?|uses?) (?:it|them)))?[.! ]*$`,
  "i",
);
/** "Thank you, that was exactly what I needed". */
const onlyThanks =
  /^\W*(?:(?:ok|okay|great|perfect|nice|many)\W+)*(?:thanks|thank you|thx|cheers)\b(?: (?:so|very) much| a lot| again)?[,.! –—-]*(?:(?:that|this|it)(?: (?:was|is|helps|helped|worked|works|did)|['’]s) (?!.*\b(?:and|but|so|now|then|please|can|could|want\w*|run|start|open|show|find|delete\w*)\b)[^,;.:!?–—]*)?[.! ]*$/i;

/** Whether a request only says that something is to stay as it is, or thanks. Pure. */
export function wishesNothing(request: string): boolean {
  const plain = request.replaceAll("’", "'");
  return leavesAlone.test(plain) || onlyThanks.test(plain);
}

// Requests that wish for nothing: thanks, and that something is to stay as it is.

/** "Leave the purge script alone, nobody delete it, auditors want it". */
const leavesAlone =
  /^\W*(?:(?:please|pls|ok|okay|hey) ?,? )*(?:leave|keep) (?:the|my|our|that|all) [^,;:.!?]*? (?:alone|untouched|as (?:it|they) (?:is|are))(?:,? (?:please|pls))?(?<rest>(?:[,;.–—-]+ ?(?:nobody|no one|don'?t|do not)\b[^,;.!?]*)?(?:[,;.–—-]+ ?[^,;.!?:]*)?[.! ]*)$/i;
/** "Thank you, that was exactly what I needed". */
const onlyThanks =
  /^\W*(?:(?:ok|okay|great|perfect|nice|many)\W+)*(?:thanks|thank you|thx|cheers)\b(?: (?:so|very) much| a lot| again)?(?<rest>[,.! –—-]*(?:(?:that|this|it|you)\b[^,;.:!?]*)?[.! ]*)$/i;
const spared = /\b(?:nobody|no one|don'?t|do not)\b[^,;.]*/i;
const goesOn =
  /\b(?:and|but|so|then|now|just|instead|please|pls|help|search|find|look|list|load|open|show|view|read|run|rerun|start|launch|trigger|kick|invoke|execute|do|copy|pull|fetch|get|give|take|use|put|set|create|make|add|update|edit|change|rename|delete|remove|erase|bin|drop|purge|publish|ship|sync|bootstrap|init|anneal)\b/i;

/** Whether a request only says that something is to stay as it is, or thanks. Pure. */
export function wishesNothing(request: string): boolean {
  const plain = request.replaceAll("’", "'");
  const rest = (leavesAlone.exec(plain) ?? onlyThanks.exec(plain))?.groups?.["rest"];
  return rest !== undefined && !goesOn.test(rest.replace(spared, ""));
}

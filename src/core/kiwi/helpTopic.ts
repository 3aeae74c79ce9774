// What a call of help is about.
import type { ItemType } from "../catalogue.ts";
import type { Call } from "../decision.ts";
import type { Word } from "../words.ts";
import { namedTypes } from "./kiwiWords.ts";

/** Help is about the one of Kiwi's tools that the request names ("the execute tool"), else about the one kind of item. */
export function withTopic(call: Call, words: readonly Word[]): Call {
  const tool = namedTool.exec(words.map((word) => word.text).join(" "))?.[1];
  // "Tool" itself is a word for scripts.
  const isAboutTool = tool !== undefined && [...namedTypes(words)].every((type) => type === "script");
  if (isAboutTool) return { ...call, arguments: { ...call.arguments, topic: tool.toLowerCase() } };
  const [type, ...others] = namedTypes(words);
  if (call.arguments["topic"] !== undefined || type === undefined || others.length > 0) return call;
  return { ...call, arguments: { ...call.arguments, topic: helpTopics[type] } };
}

const namedTool = /\b(search|load|execute) (?:tool|call|command|function)\b/i;

const helpTopics: Readonly<Record<ItemType, string>> = {
  directive: "directives",
  script: "scripts",
  knowledge: "knowledge",
};

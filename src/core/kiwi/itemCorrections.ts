// Items and commands that a person takes back: "load script a, no wait, script b" says script b.
import { heedCorrections, pause, takenBack } from "../corrections.ts";
import { typeOfWord } from "./kiwiWords.ts";
import { isCommand } from "./wishes.ts";

const commands = new RegExp(String.raw`${pause}${takenBack}(\S.*)$`, "i");
/** "the s3 sync script, actually no, the gcs sync one" */
const items = new RegExp(
  String.raw`\b(the|my|our)\s+((?:[\w.-]+\s+){1,4}?)([a-z]+)${pause}${takenBack}(?:the|my|our)\s+([\w.-]+(?:\s+[\w.-]+){0,3}?)\s+(?:one|\3)[.!]?$`,
  "i",
);
/** "directive alpha_1, I mean beta_2" */
const ids = new RegExp(String.raw`\b([a-z]+)\s+([\w.-]+)${pause}${takenBack}(?:\1\s+)?([\w.-]+)[.!]?$`, "i");
const looksLikeId = /[a-z0-9][_.-]+[a-z0-9]|[a-z]\d|[a-z][A-Z]/;
const meant = new RegExp(String.raw`\b(?:i mean|i meant)\b`, "i");
const noName =
  /^(?:no|stop|wait|dont|don|never|nevermind|thanks|thank|please|really|cancel|forget|nothing|none|abort|it|that|this)$/i;

/** The request without what its own words take back, items and commands of the built-in tools among it. Pure. */
export function heedItemCorrections(request: string): string {
  const plain = heedCorrections(request);
  const command = commands.exec(plain)?.[1];
  if (command !== undefined && isCommand(command)) return command;
  const item = items.exec(plain);
  if (item && typeOfWord(item[3] ?? "") !== undefined)
    return `${plain.slice(0, item.index)}${item[1]} ${item[4]} ${item[3]}`;
  const [all = "", type = "", , name = ""] = ids.exec(plain) ?? [];
  const isName = !noName.test(name) && (looksLikeId.test(name) || meant.test(all));
  return typeOfWord(type) !== undefined && isName ? `${plain.slice(0, -all.length)}${type} ${name}` : plain;
}

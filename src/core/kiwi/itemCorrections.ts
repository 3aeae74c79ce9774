// Items and commands that a person takes back: "load script a, no wait, script b" says script b.
import { heedCorrections, pause, takenBack } from "../corrections.ts";
import { typeOfWord } from "./kiwiWords.ts";
import { isCommand } from "./wishes.ts";

const commands = new RegExp(String.raw`${pause}${takenBack}(\S.*)$`, "i");
const items = new RegExp(
  String.raw`\b(the|my|our)\s+((?:[\w.-]+\s+){1,4}?)([a-z]+)${pause}${takenBack}(?:(?:the|my|our)\s+)?([\w.-]+(?:\s+[\w.-]+){0,3}?)(?:\s+(?:one|\3))?[.!]?$`,
  "i",
);
const ids = new RegExp(String.raw`\b([a-z]+)\s+([\w.-]+)${pause}${takenBack}([\w.-]+)[.!]?$`, "i");

/** The request without what its own words take back, items and commands of the built-in tools among it. Pure. */
export function heedItemCorrections(request: string): string {
  const plain = heedCorrections(request);
  const command = commands.exec(plain)?.[1];
  if (command !== undefined && isCommand(command)) return command;
  const item = items.exec(plain);
  if (item && typeOfWord(item[3] ?? "") !== undefined)
    return `${plain.slice(0, item.index)}${item[1]} ${item[4]} ${item[3]}`;
  const id = ids.exec(plain);
  if (id && typeOfWord(id[1] ?? "") !== undefined) return `${plain.slice(0, id.index)}${id[1]} ${id[3]}`;
  return plain;
}

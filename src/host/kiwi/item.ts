// One item with its parsed parts, whichever type it has, and what every type has in common.
import type { ItemType } from "../../core/catalogue.ts";
import { readMark } from "./contentMark.ts";
import { readDirective, type Directive } from "./directive.ts";
import type { ItemFile } from "./itemFolders.ts";
import { readItemText } from "./itemFolders.ts";
import { readKnowledge, type Knowledge } from "./knowledge.ts";
import { Refusal } from "./refusal.ts";
import { readScript, type Script } from "./script.ts";

export type Parts = Directive | Script | Knowledge;

export interface Item {
  readonly file: ItemFile;
  readonly text: string;
  readonly parts: Parts;
}

export async function readItem(file: ItemFile): Promise<Item> {
  const text = await readItemText(file.path);
  return { file, text, parts: readParts(file.type, text, file.name) };
}

export function readParts(type: ItemType, text: string, stem: string): Parts {
  switch (type) {
    case "directive":
      return readDirective(text, stem);
    case "script":
      return readScript(text, stem);
    case "knowledge":
      return readKnowledge(text, stem);
  }
}

/** One line that says what the item is for; a knowledge entry's is its title. */
export function descriptionOf(parts: Parts): string {
  return parts.type === "knowledge" ? parts.title : parts.description;
}

/** @throws Refusal that names the file and everything that is wrong with it. */
export function requireValid(parts: Parts, path: string): void {
  const [first, ...others] = parts.problems;
  if (first === undefined) return;
  throw new Refusal(`The ${parts.type} in ${path} is not valid: ${[first, ...others].join("; ")}.`, {
    path,
    problems: parts.problems,
    solution: "Correct the file, or use action update with the whole content.",
  });
}

/** @throws Refusal when the item changed since its content mark was made. */
export function requireUnchanged(type: ItemType, text: string, path: string): void {
  const mark = readMark(type, text);
  if (mark.kind !== "changed") return;
  throw new Refusal(`The ${type} in ${path} changed after it was validated on ${mark.stamp}.`, {
    path,
    signature: {
      status: "modified",
      validated_at: mark.stamp,
      original_hash: mark.hash,
      current_hash: mark.current,
    },
    solution: "Look at the change, then use action update, which validates the item and marks it again.",
  });
}

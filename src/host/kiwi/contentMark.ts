// The content mark: a hash and a UTC stamp inside an item that tell whether it changed since it was last validated.
// It detects edits; it is no secret and proves no author. The format is Kiwi's, so that marks of either are read by both.
import { createHash } from "node:crypto";
import type { ItemType } from "../../core/catalogue.ts";
import { frontMatterOf } from "./frontMatter.ts";
import { directiveXml } from "./directiveXml.ts";

export type MarkState =
  | { readonly kind: "none" }
  | { readonly kind: "valid"; readonly hash: string; readonly stamp: string }
  | { readonly kind: "changed"; readonly hash: string; readonly stamp: string; readonly current: string };

const patterns = {
  directive: /^<!-- kiwi-mcp:validated:(\S+):([a-f0-9]{12}) -->\n?/,
  script: /^(#![^\n]*\n)?# kiwi-mcp:validated:(\S+):([a-f0-9]{12})[^\n]*(?:\n|$)/,
} as const;

/** Reads the mark of an item and compares it with the content. No mark is accepted everywhere. */
export function readMark(type: ItemType, text: string): MarkState {
  const mark = findMark(type, text);
  if (!mark) return { kind: "none" };
  const current = hashContent(type, text);
  return current === mark.hash ? { kind: "valid", ...mark } : { kind: "changed", ...mark, current };
}

function findMark(type: ItemType, text: string): { hash: string; stamp: string } | undefined {
  switch (type) {
    case "directive": {
      const match = patterns.directive.exec(text);
      return match ? { stamp: match[1] ?? "", hash: match[2] ?? "" } : undefined;
    }
    case "script": {
      const match = patterns.script.exec(text);
      return match ? { stamp: match[2] ?? "", hash: match[3] ?? "" } : undefined;
    }
    case "knowledge": {
      const head = frontMatterOf(text)?.yaml ?? "";
      const hash = /^content_hash:[ \t]*["']?([a-f0-9]{12})\b/m.exec(head)?.[1];
      const stamp = /^validated_at:[ \t]*["']?([^"'\n]+)/m.exec(head)?.[1]?.trim();
      return hash !== undefined && stamp !== undefined ? { hash, stamp } : undefined;
    }
  }
}

/** What is hashed: a directive's XML block, a script without its first lines' mark and `#!`, an entry's body. */
function hashContent(type: ItemType, text: string): string {
  const content = (): string => {
    switch (type) {
      case "directive":
        return directiveXml(text)?.xml.trim() ?? "";
      case "script":
        return unmark(type, text).replace(/^#!\/[^\n]*\n/, "");
      case "knowledge":
        return frontMatterOf(text)?.body.trim() ?? text;
    }
  };
  return createHash("sha256").update(content(), "utf8").digest("hex").slice(0, 12);
}

/** The text with a fresh mark in place of any old one. `now` becomes the UTC stamp. */
export function sign(type: ItemType, text: string, now: Date): string {
  const stamp = now.toISOString().replace(/\.\d{3}Z$/, "Z");
  const bare = unmark(type, text);
  const hash = hashContent(type, bare);
  switch (type) {
    case "directive":
      return `<!-- kiwi-mcp:validated:${stamp}:${hash} -->\n${bare}`;
    case "script": {
      const shebang = /^#![^\n]*\n/.exec(bare)?.[0] ?? "";
      return `${shebang}# kiwi-mcp:validated:${stamp}:${hash}\n${bare.slice(shebang.length)}`;
    }
    case "knowledge": {
      const parts = frontMatterOf(bare);
      const yaml = parts ? `${parts.yaml.trimEnd()}\n` : "";
      return `---\n${yaml}validated_at: ${stamp}\ncontent_hash: ${JSON.stringify(hash)}\n---\n${parts ? parts.body : `\n${bare}`}`;
    }
  }
}

function unmark(type: ItemType, text: string): string {
  switch (type) {
    case "directive":
      return text.replace(patterns.directive, "");
    case "script":
      return text.replace(patterns.script, (_match, shebang: string | undefined) => shebang ?? "");
    case "knowledge": {
      const parts = frontMatterOf(text);
      if (!parts) return text;
      return `---\n${parts.yaml.replace(/^(validated_at|content_hash):[^\n]*(\n|$)/gm, "")}---\n${parts.body}`;
    }
  }
}

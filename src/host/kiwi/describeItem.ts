// An item as JSON: its metadata and the parts of its type, in Kiwi's spelling.
import type { JsonObject } from "../../core/json.ts";
import { readMark } from "./contentMark.ts";
import { descriptionOf, type Parts } from "./item.ts";

/** `{metadata, content, …parts, signature, problems?}`. */
export function describeItem(parts: Parts, text: string, category: string): JsonObject {
  const name = parts.type === "knowledge" ? parts.zettelId : parts.name;
  return {
    metadata: {
      name,
      description: descriptionOf(parts),
      version: parts.version,
      category,
      ...extraMetadata(parts),
    },
    content: text,
    ...describeParts(parts),
    signature: describeMark(parts, text),
    ...(parts.problems.length > 0 ? { valid: false, problems: parts.problems } : {}),
  };
}

function extraMetadata(parts: Parts): JsonObject {
  switch (parts.type) {
    case "directive":
      return { author: parts.author, permissions: parts.permissions, model: parts.model };
    case "script":
      return {};
    case "knowledge":
      return { title: parts.title, entry_type: parts.entryType, tags: parts.tags };
  }
}

function describeParts(parts: Parts): JsonObject {
  switch (parts.type) {
    case "directive":
      return {
        inputs: parts.inputs.map((input) => ({ ...input })),
        process: parts.process.map((step) => ({ ...step })),
        outputs: parts.outputs,
      };
    case "script":
      return {
        dependencies: parts.dependencies.map((one) => ({ ...one })),
        required_environment: parts.environment,
        arguments: parts.arguments,
      };
    case "knowledge":
      return { title: parts.title, body: parts.body };
  }
}

function describeMark(parts: Parts, text: string): JsonObject {
  const mark = readMark(parts.type, text);
  switch (mark.kind) {
    case "none":
      return { status: "none" };
    case "valid":
      return { status: "valid", validated_at: mark.stamp, hash: mark.hash };
    case "changed":
      return {
        status: "modified",
        validated_at: mark.stamp,
        original_hash: mark.hash,
        current_hash: mark.current,
      };
  }
}

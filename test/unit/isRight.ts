// Whether an answer is right for a gold row, under the tools that the row offers.
import type { GoldRow } from "../../src/core/eval/goldRow.ts";
import { grade, type Said } from "../../src/core/eval/grade.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { normaliseTool } from "../../src/core/tool.ts";

export const none: Said = { kind: "none", calls: [] };

export const call = (name: string, values: JsonObject): Said => ({
  kind: "call",
  calls: [{ name, arguments: values }],
});

export function isRight(row: GoldRow, said: Said): boolean {
  const listed = row.toolbox === "kiwi" ? [] : row.toolbox.tools;
  const tools = listed.flatMap((tool) => {
    const read = normaliseTool(tool, "row");
    return read.ok ? [read.tool] : [];
  });
  return grade(said, row, tools).exact;
}

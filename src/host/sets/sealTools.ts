// Seal-Tools: requests inside and outside the fields that its authors trained on.
import { join } from "node:path";
import { openShortlist } from "../../core/shortlist.ts";
import { readSealRow, readSealTool } from "../../core/sets/sealTools.ts";
import { readLines } from "./dataFile.ts";
import type { PublicSource } from "./publicSet.ts";

export const sealTools: PublicSource = {
  name: "seal_tools",
  parts: ["in_domain", "out_domain"],
  origin: { source: "fairyshine/Seal-Tools @ ce753ec", licence: "Apache-2.0" },
  open: async (data, part) => {
    const folder = join(data, "seal_tools");
    const tools = await readLines(folder, "tool.jsonl", readSealTool);
    const byName = new Map(tools.map((tool) => [tool.name, tool]));
    const shortlist = openShortlist(tools);
    const all = await readLines(folder, `test_${part}.jsonl`, (row) => readSealRow(row, byName, shortlist));
    const rows = all.filter((row) => !row.tags.includes("nested"));
    return {
      rows,
      notes: [
        `${all.length - rows.length} rows whose calls use each other's results are left out.`,
        "Each row is offered its own tools and the nearest of 4,076 by BM25, five in all; the published figures retrieve with a dense model that may miss, and are F1.",
        "A router answers with one call, so rows tagged several cannot be right: read the tag easy.",
      ],
    };
  },
};

// BFCL v4, single turn: a file of questions a category and one of possible answers.
import { join } from "node:path";
import { isObject } from "../../core/json.ts";
import { bfclCategories, readBfclRow, type BfclCategory } from "../../core/sets/bfcl.ts";
import { readLines } from "./dataFile.ts";
import type { PublicSource } from "./publicSet.ts";

const notes = {
  answers:
    "exact_call is comparable with BFCL's AST accuracy of this category; a request is the user's last message, without a system message.",
  irrelevance: "exact_call is comparable with BFCL's irrelevance accuracy: right is to call nothing.",
  relevance: "exact_call is comparable with BFCL's relevance accuracy: right is to call anything.",
};

const oneCallOnly =
  "A router answers with one call; every row of this category needs several, so none can be right.";

export const bfcl: PublicSource = {
  name: "bfcl",
  parts: Object.keys(bfclCategories),
  origin: { source: "ShishirPatil/gorilla, bfcl_eval/data (bfcl-eval 2026.3.23)", licence: "Apache-2.0" },
  open: async (data, part) => {
    const folder = join(data, "bfcl_v4");
    const category = part as BfclCategory;
    const file = `BFCL_v4_${category}.json`;
    const kind = bfclCategories[category];
    const answers = new Map<unknown, unknown>(
      kind === "answers"
        ? await readLines(join(folder, "possible_answer"), file, (row) => [
            isObject(row) ? row["id"] : "",
            row,
          ])
        : [],
    );
    const rows = await readLines(folder, file, (row) =>
      readBfclRow(row, answers.get(isObject(row) ? row["id"] : ""), category),
    );
    return { rows, notes: [notes[kind], ...(category.includes("parallel") ? [oneCallOnly] : [])] };
  },
};

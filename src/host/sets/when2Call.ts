// When2Call: the 300 test rows that its authors had judged by a model.
import { join } from "node:path";
import { readWhen2CallRow } from "../../core/sets/when2Call.ts";
import { readLines } from "./dataFile.ts";
import type { PublicSource } from "./publicSet.ts";

export const when2Call: PublicSource = {
  name: "when2call",
  parts: [""],
  origin: { source: "NVIDIA/When2Call @ ecc8d42", licence: "Apache-2.0" },
  open: async (data) => ({
    rows: await readLines(join(data, "when2call"), "when2call_test_llm_judge.jsonl", readWhen2CallRow),
    notes: [
      "Right is to call something or to call nothing; the published figures also tell asking back from refusing. The rows overlap with BFCL's live ones.",
    ],
  }),
};

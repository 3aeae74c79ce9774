// API-Bank, Seal-Tools and ToolAlpaca as the Hammer project has repacked them.
import { join } from "node:path";
import { readHammerRow } from "../../core/sets/hammer.ts";
import { readList } from "./dataFile.ts";
import type { PublicSource } from "./publicSet.ts";

export const hammer: PublicSource = {
  name: "hammer",
  parts: ["apibank_l1", "apibank_l2", "sealtool", "toolalpaca"],
  origin: { source: "MadeAgents/Hammer @ ff415d9", licence: "Apache-2.0" },
  open: async (data, part) => ({
    rows: await readList(join(data, "hammer"), `${part}.json`, (row, place) =>
      readHammerRow(row, `${part}_${place}`),
    ),
    notes: [
      "The published figures are F1 over functions and parameters; here a row counts when its whole call is right.",
      ...(part.startsWith("apibank")
        ? [
            "Of a chat only what the user said is the request; the published models read all of it and the tools' results.",
          ]
        : []),
    ],
  }),
};

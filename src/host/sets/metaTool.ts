// MetaTool: the choice of one plugin; 1,000 rows spread over the file, or all of them.
import { join } from "node:path";
import { openShortlist } from "../../core/shortlist.ts";
import { isObject } from "../../core/json.ts";
import { readCsv } from "../../core/sets/csv.ts";
import { readMetaToolRow, readPlugin, spread } from "../../core/sets/metaTool.ts";
import { mend, readText } from "./dataFile.ts";
import type { PublicSource } from "./publicSet.ts";

/** More rows would only narrow the interval further: 1,000 give at most 3.1 points to either side. */
const sample = 1000;

export const metaTool: PublicSource = {
  name: "metatool",
  parts: ["", "all"],
  origin: { source: "HowieHwong/MetaTool @ 35e81bb", licence: "MIT" },
  open: async (data, part) => {
    const folder = join(data, "metatool");
    const descriptions = await readText(folder, "plugin_des.json");
    const plugins = mend(join(folder, "plugin_des.json"), () => {
      const value: unknown = JSON.parse(descriptions);
      if (!isObject(value)) throw new Error("it is not {plugin: description}");
      return Object.entries(value).map(([name, description]) => readPlugin(name, String(description)));
    });
    const byName = new Map(plugins.map((plugin) => [plugin.name, plugin]));
    const shortlist = openShortlist(plugins);
    const file = join(folder, "all_clean_data.csv");
    const text = await readText(folder, "all_clean_data.csv");
    const [, ...records] = mend(file, () => readCsv(text));
    const chosen = part === "all" ? records : spread(records, sample);
    const rows = chosen.map(({ fields, line }) =>
      mend(`${file}, line ${line}`, () => {
        const [request, plugin] = fields;
        if (request === undefined || plugin === undefined) throw new Error("a row is a query and a tool");
        return readMetaToolRow({ id: `line_${line}`, request, plugin }, byName, shortlist);
      }),
    );
    return {
      rows,
      notes: [
        ...(part === "all" ? [] : [`${rows.length} of ${records.length} rows, spread over the file.`]),
        "Each row is offered its plugin and the nine that resemble the request most by BM25; the published task offers ten chosen by embedding.",
      ],
    };
  },
};

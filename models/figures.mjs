// npm run figures -- [--sets DIR] [--data DIR]: measures the models that ship, keeps the scores in their cards, and writes the tables of README.md anew.
// --sets: folder with kiwi-dev.jsonl and kiwi-dev-2.jsonl; --data: folder of the public sets. A set that is not there keeps its former scores.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, "..");
const { values: options } = parseArgs({
  options: { sets: { type: "string", default: "" }, data: { type: "string", default: "" } },
});

const own = (name) => ({ name, operand: join(root, "test", "eval", `${name}.jsonl`), link: true });
const development = (name) => ({ name, operand: join(options.sets, `${name}.jsonl`) });
const published = (name, title, tag) => ({
  name,
  operand: name,
  title,
  extra: ["--data", options.data, ...(tag ? ["--tag", tag] : [])],
});
const tables = [
  {
    id: "router-nano",
    sets: [
      development("kiwi-dev"),
      development("kiwi-dev-2"),
      own("kiwi-own"),
      own("kiwi-second"),
      own("kiwi-third"),
      own("kiwi-fourth"),
      own("kiwi-fifth"),
      own("kiwi-sixth"),
      own("kiwi-seventh"),
      own("kiwi-eighth"),
      own("kiwi-ninth"),
      own("kiwi-tenth"),
      own("kiwi-eleventh"),
      own("kiwi-twelfth"),
      own("kiwi-thirteenth"),
      own("kiwi-fourteenth"),
      own("kiwi-fifteenth"),
      own("kiwi-sixteenth"),
      own("kiwi-seventeenth"),
      own("kiwi-eighteenth"),
      own("kiwi-nineteenth"),
      own("kiwi-twentieth"),
      own("kiwi-twenty-first"),
      own("kiwi-twenty-second"),
      own("kiwi-twenty-third"),
    ],
  },
  {
    id: "router-tools",
    sets: [
      own("tools-own"),
      own("tools-second"),
      own("tools-third"),
      own("tools-fourth"),
      own("tools-fifth"),
      own("tools-sixth"),
      own("tools-seventh"),
      own("tools-eighth"),
      own("tools-ninth"),
      own("tools-tenth"),
      published("bfcl:simple_python", "BFCL v4 simple_python"),
      published("bfcl:irrelevance", "BFCL v4 irrelevance"),
      published("seal_tools:out_domain", "Seal-Tools out of domain, one call", "easy"),
    ],
  },
];

/** The set's figures, or undefined where it is not on this machine. */
function measure({ operand, extra = [] }) {
  if (extra.length > 0 ? !existsSync(options.data) : !existsSync(operand)) return undefined;
  const command = [join(root, "dist", "cli.mjs"), "eval", operand, "--json", ...extra];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, {
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  const line = stdout.split("\n").find((one) => one.startsWith("{"));
  const broken = / failed\. /.test(stderr);
  if (line === undefined || status !== 0 || broken)
    throw new Error(`${operand} was not measured: ${stderr.trim().split("\n").at(-1)}`);
  const { n, metrics, latency_ms, ece, acting } = JSON.parse(line);
  return { n, metrics, ece, acting, latency_ms };
}

function scoreOf({ n, metrics, ece, acting, latency_ms: latency }) {
  return {
    n,
    exact_call: metrics.exact_call,
    tool: metrics.tool,
    none_f1: metrics.none_f1.value,
    ...(ece === undefined ? {} : { ece }),
    ...(acting ? { acts_unasked: { coverage: acting.coverage.value, right: acting.right.value } } : {}),
    latency_ms: { p50: Math.round(latency.p50), p95: Math.round(latency.p95) },
  };
}

const percent = (share, digits = 1) => `${(100 * share).toFixed(digits)} %`;
const heading =
  "| set | requests | exact call (95 % interval) | right tool | abstaining F1 | calibration error | acts unasked | route p50 / p95 |\n|---|---|---|---|---|---|---|---|";

function writeRow({ name, title, link }, score) {
  const { n, exact_call: exact, tool, none_f1: f1, ece, acts_unasked: acts, latency_ms: latency } = score;
  const acting = !acts
    ? "–"
    : acts.coverage === 0
      ? "none"
      : `${percent(acts.coverage, 0)}, ${percent(acts.right)} right`;
  const cells = [
    link ? `[${name}](../test/eval/README.md)` : (title ?? name),
    n,
    `${percent(exact.value)} (${(100 * exact.low).toFixed(1)} to ${(100 * exact.high).toFixed(1)})`,
    percent(tool.value),
    f1 ? percent(f1) : "–",
    ece === undefined ? "–" : ece.toFixed(3),
    acting,
    `${latency.p50} / ${latency.p95} ms`,
  ];
  return `| ${cells.join(" | ")} |`;
}

// Everything is measured before anything is written.
const measured = tables.map(({ id, sets }) => ({
  id,
  sets: sets.map((set) => {
    const figures = measure(set);
    process.stderr.write(
      `${set.name}: ${figures ? percent(figures.metrics.exact_call.value) : "not here"}\n`,
    );
    return { set, score: figures && scoreOf(figures) };
  }),
}));

let page = readFileSync(join(folder, "README.md"), "utf8");
const cards = measured.map(({ id, sets }) => {
  const path = join(folder, `${id}.json`);
  const card = JSON.parse(readFileSync(path, "utf8"));
  const fresh = sets.flatMap(({ set, score }) => (score ? [[set.name, score]] : []));
  const scores = { ...card.scores, ...Object.fromEntries(fresh) };
  const rows = sets.flatMap(({ set }) => (scores[set.name] ? [writeRow(set, scores[set.name])] : []));
  const marks = new RegExp(`(<!-- figures: ${id} -->\n)[^]*?(<!-- /figures -->)`);
  if (!marks.test(page)) throw new Error(`README.md has no place for the figures of ${id}.`);
  page = page.replace(marks, (_, open, close) => `${open}${heading}\n${rows.join("\n")}\n${close}`);
  return { path, text: `${JSON.stringify({ ...card, scores }, undefined, 2)}\n` };
});
for (const { path, text } of cards) writeFileSync(path, text);
writeFileSync(join(folder, "README.md"), page);

// tool-router eval: grades the model on files of hand-written requests, through the whole route.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { emptyCatalogue } from "../core/catalogue.ts";
import { Failure } from "../core/failure.ts";
import { calibrationError } from "../core/calibration.ts";
import { readGoldRow, type GoldRow } from "../core/goldRow.ts";
import { grade, saidBy, type Grade } from "../core/grade.ts";
import { percentiles, summarise } from "../core/metrics.ts";
import type { Router } from "../core/router.ts";
import { writeCall, writeConfidence, writeDecision } from "../core/writeCall.ts";
import type { Flags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

/** @returns 0 once every file is graded; quality is in the report, not in the exit code. */
export async function evalVerb(
  router: Router,
  flags: Flags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  if (flags.operands.length === 0)
    throw new Failure("bad_request", "There is no evaluation file.", "Name one or more .jsonl files.");
  for (const file of flags.operands) await evaluate(file, router, flags, terminal, signal);
  return 0;
}

async function evaluate(
  file: string,
  router: Router,
  flags: Flags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const rows = await readRows(file);
  const tools = await router.tools();
  const graded: { row: GoldRow; grade: Grade; confidence: number }[] = [];
  const milliseconds: number[] = [];
  let model = router.card.id;
  await router.route("help", signal); // Loads the model, so that no row pays for it.
  for (const row of rows) {
    const outcome = await router.route(row.request, signal, { catalogue: row.catalogue ?? emptyCatalogue });
    const one = grade(saidBy(outcome.decision), row, tools);
    graded.push({ row, grade: one, confidence: outcome.decision.confidence });
    milliseconds.push(outcome.timings.total);
    if (outcome.model !== "rules") model = outcome.model;
    if (!one.exact && !flags.json) {
      const gold = row.calls.map(writeCall).join(" ; ") || "(nothing)";
      terminal.print(
        `${terminal.paint.red("✗")} ${row.request}\n    gold ${gold}\n    said ${writeDecision(outcome.decision)} ${terminal.paint.dim(writeConfidence(outcome.decision.confidence))}`,
      );
    }
  }
  const metrics = summarise(graded.map((one) => one.grade));
  const tags = [...new Set(rows.flatMap((row) => row.tags))].sort();
  const by_tag = Object.fromEntries(
    tags.map((tag) => {
      const tagged = graded.filter((one) => one.row.tags.includes(tag)).map((one) => one.grade);
      return [tag, { n: tagged.length, ...summarise(tagged) }];
    }),
  );
  const latency_ms = percentiles(milliseconds);
  const ece = calibrationError(graded.map((one) => ({ confidence: one.confidence, right: one.grade.exact })));
  if (flags.json)
    terminal.print(
      JSON.stringify({
        set: basename(file, ".jsonl"),
        model,
        n: rows.length,
        metrics,
        by_tag,
        latency_ms,
        ece,
      }),
    );
  else {
    const line = (name: string, share: { value: number; low: number; high: number }): string =>
      `  ${name.padEnd(11)} ${(share.value * 100).toFixed(1)} %  (${(share.low * 100).toFixed(1)} to ${(share.high * 100).toFixed(1)})`;
    terminal.print(`${terminal.paint.bold(basename(file))}: ${rows.length} requests, ${model}`);
    terminal.print(
      [
        line("exact_call", metrics.exact_call),
        line("tool", metrics.tool),
        line("none_f1", metrics.none_f1),
      ].join("\n"),
    );
    terminal.print(`  latency     p50 ${latency_ms.p50.toFixed(1)} ms, p95 ${latency_ms.p95.toFixed(1)} ms`);
  }
}

async function readRows(file: string): Promise<GoldRow[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new Failure("bad_request", `The evaluation file ${file} cannot be read.`, "Check the path.", error);
  }
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [readGoldRow(line)];
    } catch (error) {
      throw new Failure(
        "bad_request",
        `${file}, line ${index + 1}: ${error instanceof Error ? error.message : String(error)}.`,
        "Mend that row.",
        error,
      );
    }
  });
}

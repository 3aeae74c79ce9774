// tool-router eval: grades the model on sets of requests, through the whole route, and compares it with a baseline.
import { join } from "node:path";
import process from "node:process";
import {
  buildReport,
  compareRuns,
  makeRun,
  type JudgedRun,
  type JudgedSet,
} from "../core/eval/buildReport.ts";
import { contractNumber } from "../core/contractNumber.ts";
import { Failure, isCancelled } from "../core/failure.ts";
import { judgeAnswer, type JudgedAnswer, type RawAnswer } from "../core/eval/judgeAnswer.ts";
import type { Router } from "../core/router.ts";
import { AnswerCache, cacheFolder } from "../host/eval/answerCache.ts";
import type { Candidate } from "../host/eval/candidate.ts";
import { readLossCurve } from "../host/eval/lossCurve.ts";
import { readBuild, readMachine } from "../host/eval/machine.ts";
import type { EvalSet } from "../host/eval/readSet.ts";
import { runCandidate } from "../host/eval/runCandidate.ts";
import { writeEvaluation } from "../host/eval/writeEvaluation.ts";
import { ModelStore } from "../host/modelStore.ts";
import { retrievalSet } from "../host/sets/openSet.ts";
import { runRetrieval } from "../host/sets/runRetrieval.ts";
import { calibrateModel } from "./calibrateModel.ts";
import { openBaseline, openTuned, type CandidateSetting, type OpenRouter } from "./evalCandidates.ts";
import { judgeActing } from "./evalActing.ts";
import { writeMiss, writeSetJson, writeSetSummary } from "./evalOutput.ts";
import { writeProgress } from "./evalProgress.ts";
import { openSets, type OpenNamedSet } from "./evalSets.ts";
import type { Flags } from "./flags.ts";
import { printRetrieval } from "./printRetrieval.ts";
import type { Terminal } from "./terminal.ts";

export interface EvalSetting {
  readonly router: Router;
  readonly openRouter: OpenRouter;
  readonly openNamedSet: OpenNamedSet;
  readonly flags: Flags;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Where the bundles are; the models lie beside it. */
  readonly distFolder: string;
}

/** A candidate with its kept answers and what it has said so far. */
interface Asked {
  readonly candidate: Candidate;
  readonly cache: AnswerCache;
  readonly answers: Map<string, JudgedAnswer>;
  /** The same answers before they were graded. */
  readonly raw: Map<string, RawAnswer>;
}

/** @returns 0 once every set is graded; quality is in the report, not in the exit code. */
export async function evalVerb(setting: EvalSetting): Promise<number> {
  const { router, flags, terminal, distFolder, openNamedSet } = setting;
  const { limit, tag, data } = flags;
  if (flags.calibrate && (flags.adapter !== undefined || flags.format !== undefined))
    throw new Failure(
      "bad_request",
      "A calibration belongs to the model as its card describes it.",
      "Leave out --adapter and --format.",
    );
  const operands = flags.operands.filter((name) => name !== retrievalSet);
  if (operands.length < flags.operands.length) {
    printRetrieval(await runRetrieval(data, limit), flags.json, terminal);
    if (operands.length === 0) return 0;
  }
  const kiwiTools = await router.tools();
  const sets = await openSets(operands, { kiwiTools, limit, tag, data, openNamedSet });
  const other = router.otherCard;
  const bringsTools = sets.some(({ rows }) => rows.some(({ row }) => row.toolbox !== "kiwi"));
  if (flags.calibrate && flags.model === undefined && bringsTools && other)
    throw new Failure(
      "bad_request",
      `These rows bring tools of their own, which ${other.id} answers: a fit to them is not for ${router.card.id}.`,
      `Name the model: --model ${other.id}.`,
    );
  const candidateSetting: CandidateSetting = {
    ...setting,
    store: new ModelStore(join(distFolder, "..", "models")),
    enginePath: join(distFolder, "engine.mjs"),
    build: readBuild(distFolder),
  };
  const folder = cacheFolder(process.env);
  const ask = (candidate: Candidate): Asked => {
    const warn = (sentence: string): void => terminal.note(sentence);
    const cache = new AnswerCache(candidate, { folder, fresh: flags.fresh, warn });
    return { candidate, cache, answers: new Map(), raw: new Map() };
  };
  const tuned = ask(await openTuned(candidateSetting));
  const baseline =
    flags.baseline === undefined ? undefined : ask(await openBaseline(flags.baseline, candidateSetting));
  try {
    const judged: JudgedSet[] = [];
    for (const set of sets) {
      const cases = nameCases(set);
      const { name, sha256, notes } = set;
      judged.push({ name, rows: set.rows.length, sha256, cases, ...(notes ? { notes } : {}) });
      for (const note of notes ?? []) terminal.note(`${name}: ${note}`);
      for (const one of baseline ? [tuned, baseline] : [tuned]) await answerSet(one, set, cases, setting);
      printSet(judged.at(-1), tuned, baseline, setting);
    }
    if (flags.calibrate) await calibrateModel(tuned, candidateSetting, terminal);
    if (flags.out === undefined) return 0;
    const training = await readLossCurve(candidateSetting.store.find(flags.model));
    const report = buildReport({
      created: new Date().toISOString(),
      contract: contractNumber,
      machine: readMachine(),
      sets: judged,
      tuned: runOf(tuned),
      ...(baseline ? { baseline: runOf(baseline) } : {}),
    });
    const whole = { ...report, ...(training ? { training } : {}) };
    const written = await writeEvaluation(whole, flags.out, distFolder);
    terminal.note(`Written: ${written.join(", ")}`);
    return 0;
  } catch (error) {
    if (isCancelled(error)) terminal.note("What was answered is kept; the same command goes on from there.");
    throw error;
  } finally {
    await Promise.all([tuned.candidate.dispose(), baseline?.candidate.dispose()]);
  }
}

async function answerSet(
  { candidate, cache, answers, raw: rawAnswers }: Asked,
  set: EvalSet,
  cases: JudgedSet["cases"],
  { terminal, signal }: EvalSetting,
): Promise<void> {
  const name = `${set.name}, ${candidate.label}`;
  try {
    const ran = await runCandidate(candidate, set.rows, cache, {
      signal,
      onProgress: (progress) => terminal.status(writeProgress(name, progress)),
    });
    terminal.status(undefined);
    ran.answers.forEach((raw, index) => {
      const row = set.rows[index];
      const id = cases[index]?.id;
      if (!row || id === undefined) return;
      answers.set(id, judgeAnswer(raw, row.row, row.toolbox));
      rawAnswers.set(id, raw);
    });
    const failed = ran.answers.filter((one) => one.kind === "failed");
    if (failed.length > 0)
      terminal.note(`${name}: ${failed.length} of ${set.rows.length} failed. ${failed[0]?.raw ?? ""}`);
    if (ran.kept > 0) terminal.note(`${name}: ${ran.kept} of ${set.rows.length} answers were known already.`);
  } finally {
    terminal.status(undefined);
  }
}

function printSet(
  set: JudgedSet | undefined,
  tuned: Asked,
  baseline: Asked | undefined,
  { flags, terminal, router }: EvalSetting,
): void {
  if (!set) return;
  const isKiwi = set.cases.every(({ row }) => row.toolbox === "kiwi");
  const { calibration } = (isKiwi ? undefined : router.otherCard) ?? router.card;
  const own = (asked: Asked): JudgedRun => {
    const ids = new Set(set.cases.map((one) => one.id));
    return { ...runOf(asked), answers: new Map([...asked.answers].filter(([id]) => ids.has(id))) };
  };
  const figures = {
    set: set.name,
    run: makeRun(own(tuned), [set]),
    ...(calibration ? { acting: judgeActing([...own(tuned).answers.values()], calibration) } : {}),
    ...(baseline
      ? {
          baseline: makeRun(own(baseline), [set]),
          comparison: compareRuns(own(tuned), own(baseline)),
        }
      : {}),
  };
  if (flags.json) {
    terminal.print(writeSetJson(figures));
    return;
  }
  for (const { id, row } of set.cases) {
    const judged = tuned.answers.get(id);
    if (judged && !judged.answer.exact) terminal.print(writeMiss(row, judged, terminal.paint));
  }
  terminal.print(writeSetSummary(figures, terminal.paint));
}

function runOf({ candidate, answers }: Asked): JudgedRun {
  return { id: candidate.id, label: candidate.label, kind: candidate.kind, answers };
}

/** `<set>/<row id>`; a row whose id was taken already gets its line behind it. */
function nameCases(set: EvalSet): JudgedSet["cases"] {
  const taken = new Set<string>();
  return set.rows.map(({ row, line }) => {
    const plain = `${set.name}/${row.id}`;
    const id = taken.has(plain) ? `${plain}#${line}` : plain;
    taken.add(id);
    return { id, row };
  });
}

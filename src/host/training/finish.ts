// Ends a training run: the exported model is judged against the model in use on rows that neither learned from, with a report.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildReport, type JudgedRun, type JudgedSet } from "../../core/eval/buildReport.ts";
import { leastRows, type GradedEvidence } from "../../core/calibrator.ts";
import { contractNumber } from "../../core/contractNumber.ts";
import { Failure } from "../../core/failure.ts";
import { judgeAnswer, type JudgedAnswer } from "../../core/eval/judgeAnswer.ts";
import type { Report } from "../../core/eval/report.ts";
import type { Router } from "../../core/router.ts";
import { modelFolder } from "../../core/training/plan.ts";
import { findRecipe } from "../../core/training/recipes.ts";
import type { RunRecord, TrainingRun } from "../../core/training/run.ts";
import { AnswerCache } from "../eval/answerCache.ts";
import type { Candidate } from "../eval/candidate.ts";
import { readLossCurve } from "../eval/lossCurve.ts";
import { readBuild, readMachine } from "../eval/machine.ts";
import { modelHash } from "../eval/modelHash.ts";
import { readSet, type EvalSet } from "../eval/readSet.ts";
import { routerCandidate } from "../eval/routerCandidate.ts";
import { runCandidate, type RunProgress } from "../eval/runCandidate.ts";
import { writeCalibration } from "../eval/writeCalibration.ts";
import { writeEvaluation } from "../eval/writeEvaluation.ts";
import { ModelStore, type FoundModel } from "../modelStore.ts";
import { inheritOtherTools } from "./inheritCard.ts";
import { judgedFiles } from "./prepare.ts";

export interface FinishRequest {
  readonly run: TrainingRun;
  /** The model in use: an id or a path; undefined for the shipped one. */
  readonly inUse: string | undefined;
  /** The model in use for other tools: what a recipe for those is compared with. */
  readonly otherInUse: string | undefined;
  readonly modelsFolder: string;
  readonly distFolder: string;
  readonly openRouter: (model: string | undefined) => Router;
  /** Where answers are kept, so that an interrupted evaluation goes on. */
  readonly answers: string;
  /** What answers depend on beside model and code, such as threads. */
  readonly settings: string;
  readonly created: string;
  readonly signal: AbortSignal;
  readonly onProgress: (what: string, progress: RunProgress) => void;
  readonly onLine: (line: string) => void;
}

export interface FinishedRun {
  /** Absolute path of the new model. */
  readonly model: string;
  /** Absolute path of report.json. */
  readonly report: string;
  readonly figures: Report;
}

/** Absolute path of a finished run's model. @throws Failure training_failed when it is not done or its file is gone. */
export function modelOf(run: TrainingRun): string {
  const { file } = run.progress;
  const path = file === undefined ? undefined : join(run.folder, modelFolder, file);
  if (run.state === "done" && path !== undefined && existsSync(path)) return path;
  throw new Failure(
    "training_failed",
    run.state === "done"
      ? `The model of ${run.record.name} is gone.`
      : `${run.record.name} is not trained to its end.`,
    run.canResume ? "Resume the run." : "Start a new run.",
  );
}

/** Whether a run's model stands in for the one for other tools, and not for the one that knows the built-in tools. */
export function learnsOtherTools({ recipe }: RunRecord): boolean {
  return findRecipe(recipe)?.rows === "own";
}

/** @throws Failure cancelled (what was answered is kept), training_failed, or one of the models'. */
export async function finishRun(request: FinishRequest): Promise<FinishedRun> {
  const { run, signal, distFolder } = request;
  const model = modelOf(run);
  const store = new ModelStore(request.modelsFolder);
  await inheritOtherTools(model, store.find());
  const trained = store.find(model);
  const wanted = learnsOtherTools(run.record)
    ? (request.otherInUse ?? store.find().card.other_tools)
    : request.inUse;
  const used = store.find(wanted);
  const candidates: Candidate[] = [];
  try {
    candidates.push(await openCandidate(trained, model, store, request));
    candidates.push(await openCandidate(used, wanted, store, request));
    const [tuned, baseline] = candidates;
    if (!tuned || !baseline) throw new Error("two candidates were opened");
    const distinct =
      baseline.id === tuned.id
        ? { ...baseline, id: `${baseline.id} (in use)`, label: `${baseline.id} (in use)` }
        : baseline;
    const sets = await openSets(request);
    const evidence: GradedEvidence[] = [];
    const first = await ask(tuned, sets, request, evidence);
    const second = await ask(distinct, sets, request);
    // Confidence is fitted anew, to rows that the new model has not seen; a handful says too little.
    if (evidence.length >= leastRows) await writeCalibration(trained, evidence);
    const training = await readLossCurve(trained);
    const figures: Report = {
      ...buildReport({
        created: request.created,
        contract: contractNumber,
        machine: readMachine(),
        sets: sets.map(judged),
        tuned: first,
        baseline: second,
      }),
      ...(training ? { training } : {}),
    };
    if (signal.aborted) throw new Failure("cancelled", "The evaluation was cancelled.", "Run it again.");
    const folder = join(run.folder, "evaluation");
    await writeEvaluation(figures, folder, distFolder);
    return { model, report: join(folder, "report.json"), figures };
  } finally {
    await Promise.all(candidates.map((one) => one.dispose()));
  }
}

async function openCandidate(
  found: FoundModel,
  wanted: string | undefined,
  store: ModelStore,
  { openRouter, distFolder, settings }: FinishRequest,
): Promise<Candidate> {
  // Kept answers must not stand for a file that was exchanged.
  await store.verify(found);
  return routerCandidate({
    router: openRouter(wanted),
    modelSha256: await modelHash(found),
    settings: `build ${readBuild(distFolder)} ${settings}`,
    alone: true,
    owned: true,
  });
}

/** The person's held-out rows where there are any, and everyday requests. */
async function openSets({ run, openRouter }: FinishRequest): Promise<EvalSet[]> {
  const router = openRouter(undefined);
  try {
    const tools = await router.tools();
    const files = judgedFiles.map((name) => join(run.folder, name)).filter((path) => existsSync(path));
    const sets: EvalSet[] = [];
    for (const file of files) sets.push(await readSet(file, tools));
    if (sets.length > 0) return sets;
    throw new Failure(
      "training_failed",
      `The rows that ${run.record.name} is to be judged on are gone.`,
      "Start a new run.",
    );
  } finally {
    await router.dispose();
  }
}

/** @param evidence gets what speaks for each answer, and whether it was right. */
async function ask(
  candidate: Candidate,
  sets: readonly EvalSet[],
  request: FinishRequest,
  evidence: GradedEvidence[] = [],
): Promise<JudgedRun> {
  const cache = new AnswerCache(candidate, { folder: request.answers, fresh: false, warn: request.onLine });
  const answers = new Map<string, JudgedAnswer>();
  for (const set of sets) {
    const ran = await runCandidate(candidate, set.rows, cache, {
      signal: request.signal,
      onProgress: (progress) => request.onProgress(`${set.name}, ${candidate.label}`, progress),
    });
    set.rows.forEach(({ row, toolbox, line }, index) => {
      const raw = ran.answers[index];
      if (!raw) return;
      const one = judgeAnswer(raw, row, toolbox);
      answers.set(caseId(set, line), one);
      if (raw.evidence) evidence.push({ evidence: raw.evidence, right: one.answer.exact });
    });
  }
  const { id, label, kind } = candidate;
  return { id, label, kind, answers };
}

function judged(set: EvalSet): JudgedSet {
  const cases = set.rows.map(({ row, line }) => ({ id: caseId(set, line), row }));
  return { name: set.name, rows: set.rows.length, sha256: set.sha256, cases };
}

/** Rows of several builders may share their ids; lines are one row each. */
function caseId(set: EvalSet, line: number): string {
  return `${set.name}/${line}`;
}

// Runs a benchmark: cold start, warm routes for small and large toolboxes, a peer in the same rounds, and the machine's limits.
import { totalmem } from "node:os";
import { summariseBaseline } from "../../core/bench/baseline.ts";
import { firstRow, kiwiBenchRows } from "../../core/bench/kiwi.ts";
import {
  shareOfLimit,
  summariseWarm,
  type BenchReport,
  type BenchSample,
  type MachineLimits,
} from "../../core/bench/report.ts";
import { inRounds } from "../../core/bench/rounds.ts";
import { inventToolbox } from "../../core/bench/toolbox.ts";
import { describe, Failure } from "../../core/failure.ts";
import { openToolbox, type Toolbox } from "../../core/interpret.ts";
import type { Router } from "../../core/router.ts";
import type { LoadParams } from "../../core/rpc.ts";
import { normaliseTool } from "../../core/tool.ts";
import { readMachine } from "../eval/machine.ts";
import { measureBandwidth } from "./memoryBandwidth.ts";
import { Peer } from "./peer.ts";
import { PeerTurns } from "./peerTurns.ts";
import { readResidentMb } from "./residentMemory.ts";
import { timeRoute } from "./timeRoute.ts";

export interface BenchOptions {
  /** A router that has not been asked anything yet. */
  readonly router: Router;
  readonly enginePath: string;
  /** How the router's model is loaded; the peer loads it in the same way. */
  readonly load: LoadParams;
  /** Bytes of the model's file. */
  readonly modelBytes: number;
  /** Most rounds over the requests of each toolbox. */
  readonly rounds: number;
  readonly signal: AbortSignal;
  readonly onProgress: (what: string) => void;
}

/** A toolbox's rounds end at this age, so that a slow model costs rounds and not an afternoon. */
const sectionMs = 12_000;
/** The peer's time for each of the router's rounds. */
const peerRoundMs = 3000;
const requests = 12;
const seed = 20_26;
const peerName = "node-llama-cpp chat functions";
const gibibyte = 1_073_741_824;

/** @throws Failure when the model cannot be loaded, or cancelled. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const { router, signal, onProgress } = options;
  onProgress("the memory of this machine");
  // Before anything else runs: the engines are idle later, but not gone.
  const memory = await measureBandwidth(totalmem() >= 8 * gibibyte ? gibibyte : gibibyte / 4, signal);
  const weights = await measureBandwidth(options.modelBytes, signal);
  onProgress("the cold start");
  const toolbox = openToolbox(await router.tools());
  const cold = await timeRoute(router, firstRow, toolbox, signal);
  const loaded = router.state.kind === "ready" ? router.state.loaded : undefined;
  if (!loaded) throw new Failure("engine_failed", "The engine ended during the benchmark.", "Run it again.");
  const { peer, problem } = await openPeer(options);
  try {
    onProgress("4 tools, and the peer beside it");
    const four = await runKiwi(options, toolbox, peer);
    const rssMb = (await readResidentMb(loaded.pid)) ?? loaded.rssMb;
    onProgress("36 tools");
    const some = await runInvented(options, 36);
    onProgress("500 tools");
    const many = await runInvented(options, 500);
    onProgress("the engine's peak");
    const limits: MachineLimits | null =
      loaded.gpu === false && peer?.alive === true
        ? {
            memory_gb_s: memory,
            weights_gb_s: weights,
            model_bytes: options.modelBytes,
            prefill_peak_tokens_per_s: await peer.measurePrefill(signal),
            threads: options.load.threads,
          }
        : null;
    const warm = summariseWarm(toolbox.tools.length, four.samples);
    const baseline = summariseBaseline(peerName, four.turns?.samples ?? [], problem ?? four.turns?.problem);
    return {
      machine: readMachine(),
      model: router.card.id,
      rounds: options.rounds,
      gpu: loaded.gpu,
      cold_start_ms: round(cold.ms),
      load_ms: round(loaded.loadMs),
      first_route_ms: round(ownMs(cold)),
      rss_mb: round(rssMb),
      warm: { "4": warm, "36": summariseWarm(36, some), "500": summariseWarm(500, many) },
      baseline,
      ratio: baseline.p50_ms === null ? null : round(baseline.p50_ms / warm.p50_ms),
      ratio_same_length:
        baseline.same_length_p50_ms === undefined ? null : round(baseline.same_length_p50_ms / warm.p50_ms),
      limit_share: limits && shareOfLimit(four.samples, limits),
      limits,
    };
  } finally {
    await peer?.dispose();
  }
}

/** Where the library's chat functions cannot run a model, the benchmark goes on without them. */
async function openPeer({ enginePath, load }: BenchOptions): Promise<{ peer?: Peer; problem?: string }> {
  try {
    return { peer: await Peer.open(enginePath, load) };
  } catch (error) {
    return { problem: describe(error) };
  }
}

/** The built-in tools, with the peer between the requests. */
async function runKiwi(
  { router, rounds, signal }: BenchOptions,
  toolbox: Toolbox,
  peer: Peer | undefined,
): Promise<{ samples: BenchSample[]; turns: PeerTurns | undefined }> {
  const samples: BenchSample[] = [];
  const rows = kiwiBenchRows;
  const lengths = new Map<string, number>();
  const turns =
    peer &&
    new PeerTurns({
      peer,
      rows,
      toolbox,
      budgetMs: rounds * peerRoundMs,
      signal,
      lengthOf: (row) => lengths.get(row.id) ?? 1,
    });
  await inRounds({ rows, rounds, budgetMs: sectionMs }, async (row, share) => {
    const sample = await timeRoute(router, row, toolbox, signal);
    if (share !== undefined) samples.push(sample);
    lengths.set(row.id, sample.outcome.tokens.answer);
    await turns?.askIfDue(share);
    return sample.ms;
  });
  return { samples, turns };
}

async function runInvented({ router, rounds, signal }: BenchOptions, count: number): Promise<BenchSample[]> {
  const { tools, rows } = inventToolbox(count, requests, seed);
  const normalised = tools.flatMap((listed) => {
    const one = normaliseTool(listed, "bench");
    return one.ok ? [one.tool] : [];
  });
  const toolbox = openToolbox(normalised);
  const samples: BenchSample[] = [];
  await inRounds({ rows, rounds, budgetMs: sectionMs }, async (row, share) => {
    const sample = await timeRoute(router, row, toolbox, signal);
    if (share !== undefined) samples.push(sample);
    return sample.ms;
  });
  return samples;
}

/** The stages of a route without what it waited for. */
function ownMs({ outcome: { timings } }: BenchSample): number {
  return timings.shortlist + timings.prompt + timings.prefill + timings.decode + timings.validate;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

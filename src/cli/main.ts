#!/usr/bin/env node
// The terminal command: reads flags, composes the router, runs one verb, and turns failures into one sentence.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe as say, Failure, isCancelled } from "../core/failure.ts";
import type { Router } from "../core/router.ts";
import { createRouter } from "../host/createRouter.ts";
import { journalPath } from "../host/journalPath.ts";
import type { ModelChanges } from "../host/modelChanges.ts";
import { ModelStore } from "../host/modelStore.ts";
import { namedOther } from "../host/otherModel.ts";
import { openSet } from "../host/sets/openSet.ts";
import { benchVerb } from "./benchVerb.ts";
import { evalVerb } from "./evalVerb.ts";
import { readFlags, type Flags, type Verb } from "./flags.ts";
import { logsVerb } from "./logsVerb.ts";
import { openJournal } from "./openJournal.ts";
import { routeVerb } from "./routeVerb.ts";
import { runVerb } from "./runVerb.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { toolsVerb } from "./toolsVerb.ts";
import { readTrainFlags } from "./trainFlags.ts";
import { trainVerb } from "./trainVerb.ts";
import { usage } from "./usage.ts";

const distFolder = dirname(fileURLToPath(import.meta.url));
const terminal = openTerminal();
process.exitCode = await main(process.argv.slice(2), terminal);

async function main(argv: readonly string[], out: Terminal): Promise<number> {
  const asJson = argv.includes("--json");
  try {
    if (argv[0] === "train") return await runTraining(argv.slice(1), out);
    const flags = readFlags(argv, process.cwd());
    if (flags.verb === "help") out.print(usage);
    else if (flags.verb === "version") out.print(readVersion());
    else if (flags.verb === "logs")
      return await logsVerb(journalPath(process.env, process.platform), flags, out);
    else return await runWithRouter(flags, flags.verb, out);
    return 0;
  } catch (error) {
    if (isCancelled(error)) {
      out.note("Cancelled.");
      return 130;
    }
    if (asJson)
      out.print(
        JSON.stringify({
          error: error instanceof Failure ? error : { code: "bug", message: say(error), hint: "" },
        }),
      );
    else out.note(say(error));
    return 1;
  }
}

async function runTraining(argv: readonly string[], out: Terminal): Promise<number> {
  const flags = readTrainFlags(argv, process.cwd());
  return trainVerb({
    flags,
    terminal: out,
    signal: interruption(),
    distFolder,
    journalFile: journalPath(process.env, process.platform),
    openRouter: (model) =>
      createRouter({
        workspaceFolder: flags.workspace,
        modelsFolder: join(distFolder, "..", "models"),
        enginePath: join(distFolder, "engine.mjs"),
        ...(model === undefined ? {} : { model }),
        gpu: flags.gpu,
        threads: flags.threads,
        trusted: true,
      }),
  });
}

/** Aborts at the first Ctrl+C, or when the process is told to end. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  process.once("SIGTERM", onInterrupt);
  return stop.signal;
}

async function runWithRouter(flags: Flags, verb: Exclude<Verb, "logs">, out: Terminal): Promise<number> {
  const signal = interruption();
  const open = (model: string | undefined, changes: ModelChanges): Router =>
    createRouter({
      workspaceFolder: flags.workspace,
      modelsFolder: join(distFolder, "..", "models"),
      enginePath: join(distFolder, "engine.mjs"),
      ...(model === undefined ? {} : { model }),
      ...(flags.otherModel === undefined ? {} : { otherModel: flags.otherModel }),
      changes,
      gpu: flags.gpu,
      threads: flags.threads,
      trusted: true,
    });
  // What is named here is meant: another model must not answer in its place.
  if (flags.otherModel !== undefined)
    namedOther(new ModelStore(join(distFolder, "..", "models")), flags.otherModel);
  const router = open(flags.model, { format: flags.format, adapter: flags.adapter });
  const request = {
    router,
    flags,
    terminal: out,
    signal,
    keep: openJournal(flags, process.env, out),
  };
  try {
    switch (verb) {
      case "route":
        return await routeVerb(request);
      case "run":
        return await runVerb(request);
      case "tools":
        return await toolsVerb(router, flags, out);
      case "bench":
        return await benchVerb({ router, flags, terminal: out, signal, distFolder });
      case "eval":
        return await evalVerb({
          router,
          openRouter: open,
          openNamedSet: openSet,
          flags,
          terminal: out,
          signal,
          distFolder,
        });
    }
  } finally {
    await router.dispose();
  }
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(distFolder, "..", "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}

// Decides whether a call may run at once, needs the person's consent, or is refused; hints only ever raise caution.
import type { Call } from "./decision.ts";
import type { Tool } from "./tool.ts";

export type Verdict =
  | { readonly kind: "run"; readonly reason: string }
  | { readonly kind: "confirm"; readonly reason: string; readonly severity: "change" | "destructive" }
  | { readonly kind: "refuse"; readonly reason: string };

interface PolicyContext {
  readonly tool: Tool | undefined;
  /** True for the built-in server, whose tools are known and not merely described. */
  readonly builtIn: boolean;
  /** False in VS Code's Restricted Mode: nothing but reading may run. */
  readonly trusted: boolean;
}

/** Judges one call. Reading runs; whatever changes files, runs code or leaves the machine asks; unknown tools are refused. */
export function judge(call: Call, context: PolicyContext): Verdict {
  if (!context.tool) return { kind: "refuse", reason: `No connected server offers "${call.name}".` };
  const verdict = context.builtIn ? judgeKiwi(call) : judgeHints(context.tool);
  if (verdict.kind === "confirm" && !context.trusted) {
    return {
      kind: "refuse",
      reason: "This workspace is not trusted, so only reading is allowed. Trust the workspace first.",
    };
  }
  return verdict;
}

function judgeKiwi(call: Call): Verdict {
  const text = (name: string): string => {
    const value = call.arguments[name];
    return typeof value === "string" ? value : "";
  };
  const what = `${text("item_type")} "${text("item_id")}"`;
  const destination = text("destination");
  switch (call.name) {
    case "search":
    case "help":
      return { kind: "run", reason: "It only reads." };
    case "load":
      if (destination === "" || destination === text("source"))
        return { kind: "run", reason: "It only reads." };
      return {
        kind: "confirm",
        severity: "change",
        reason: `It copies ${what} to ${destination} space.`,
      };
    case "execute":
      return judgeExecute(text("action"), text("item_type"), what, call);
    default:
      return { kind: "refuse", reason: `The built-in server has no tool "${call.name}".` };
  }
}

function judgeExecute(action: string, type: string, what: string, call: Call): Verdict {
  const parameters = call.arguments["parameters"];
  const dryRun =
    typeof parameters === "object" &&
    parameters !== null &&
    "dry_run" in parameters &&
    parameters["dry_run"] === true;
  // Only these two are known to execute nothing; a script by any other name is a program.
  const reads = type === "directive" || type === "knowledge";
  switch (action) {
    case "run":
      if (!reads && !dryRun)
        return {
          kind: "confirm",
          severity: "change",
          reason: `It runs ${what} as a program on this machine.`,
        };
      return {
        kind: "run",
        reason: reads ? "It reads and executes nothing." : "A dry run checks and executes nothing.",
      };
    case "create":
      return { kind: "confirm", severity: "change", reason: `It creates the ${what}.` };
    case "update":
      return { kind: "confirm", severity: "change", reason: `It changes the ${what}.` };
    case "delete":
      return { kind: "confirm", severity: "destructive", reason: `It deletes the ${what}.` };
    case "publish":
      return {
        kind: "confirm",
        severity: "destructive",
        reason: `It publishes the ${what} to the registry.`,
      };
    default:
      return { kind: "refuse", reason: `There is no action "${action}".` };
  }
}

function judgeHints(tool: Tool): Verdict {
  if (tool.annotations.readOnlyHint === true && tool.annotations.openWorldHint === false)
    return { kind: "run", reason: `${tool.server} says that it only reads.` };
  const destructive = tool.annotations.destructiveHint !== false && tool.annotations.readOnlyHint !== true;
  return {
    kind: "confirm",
    severity: destructive ? "destructive" : "change",
    reason: `It calls "${tool.name}" of ${tool.server}.`,
  };
}

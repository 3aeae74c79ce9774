// Where the terminal command keeps its journal: the folder for state that a person's programs have.
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** Source: XDG Base Directory Specification 0.8, which also says that relative paths are ignored. */
export function journalPath(
  environment: Environment,
  platform: NodeJS.Platform,
  home: string = homedir(),
): string {
  const named = platform === "win32" ? environment["LOCALAPPDATA"] : environment["XDG_STATE_HOME"];
  const state =
    named !== undefined && isAbsolute(named)
      ? named
      : join(home, ...(platform === "win32" ? ["AppData", "Local"] : [".local", "state"]));
  return join(state, "tool-router", "journal.jsonl");
}

/** `TOOL_ROUTER_JOURNAL=off` keeps no record, whatever the flags say. */
export function isJournalOff(environment: Environment): boolean {
  return /^(off|0|false|no)$/i.test(environment["TOOL_ROUTER_JOURNAL"]?.trim() ?? "");
}

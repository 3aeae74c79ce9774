// The environment of every Python that training starts.
import { join } from "node:path";
import process from "node:process";

/** What Python needs to find the package and the contract beside it, wherever they are installed. */
export function trainingEnvironment(training: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PYTHONPATH: training,
    PYTHONUTF8: "1",
    PYTHONUNBUFFERED: "1",
    // An installed extension's folder may be read-only.
    PYTHONDONTWRITEBYTECODE: "1",
    TOOL_ROUTER_CONTRACT: join(training, "..", "contract"),
  };
}

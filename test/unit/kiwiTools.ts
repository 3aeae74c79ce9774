// The Kiwi tools as a toolbox, for tests of core.
import listed from "../../contract/kiwi/tools.json" with { type: "json" };
import { openToolbox, type Toolbox } from "../../src/core/interpret.ts";
import { normaliseTool, type Tool } from "../../src/core/tool.ts";

export function kiwiTools(): Tool[] {
  return listed.map((tool) => {
    const normalised = normaliseTool(tool, "kiwi");
    if (!normalised.ok) throw new Error(normalised.problem);
    return normalised.tool;
  });
}

export function kiwiToolbox(): Toolbox {
  return openToolbox(kiwiTools());
}

// Which tools of a toolbox a model is shown: all of a small one, the few that fit the request of a large one.
import type { PromptStyle } from "./modelCard.ts";
import type { Shortlist } from "./shortlist.ts";
import type { Tool } from "./tool.ts";

/** Tools that a model is shown at once; a toolbox with more is narrowed down. */
export const mostDeclared = 12;
/** What is narrowed down; without an index it is small enough to be shown whole. */
export interface Narrowable {
  readonly tools: readonly Tool[];
  readonly shortlist?: Shortlist<Tool>;
}

/** Tools that are left of a large toolbox. */
const shown = 8;

/**
 * The tools for one request, in the toolbox's own order: requests with the same tools then share the evaluated part of the prompt,
 * whichever of them fits best. A bare model knows its toolbox by heart and is never shown less. Pure.
 */
export function narrow(request: string, toolbox: Narrowable, style: PromptStyle): readonly Tool[] {
  if (style === "bare" || !toolbox.shortlist) return toolbox.tools;
  const best = new Set(toolbox.shortlist.rank(request, shown).map((ranked) => ranked.tool));
  return toolbox.tools.filter((tool) => best.has(tool));
}

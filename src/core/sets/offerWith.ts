// The tools that a row is offered when its set has too many: the right ones and those that resemble the request most.
import type { Shortlist } from "../shortlist.ts";
import type { ListedTool } from "../tool.ts";

/** At least the right ones, filled up to `count` with others. Sorted by name, so that the place says nothing. */
export function offerWith(
  right: readonly ListedTool[],
  request: string,
  shortlist: Shortlist<ListedTool>,
  count: number,
): ListedTool[] {
  const chosen = new Map(right.map((tool) => [tool.name, tool]));
  for (const { tool } of shortlist.rank(request, count * 2)) {
    if (chosen.size >= count) break;
    if (!chosen.has(tool.name)) chosen.set(tool.name, tool);
  }
  return [...chosen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

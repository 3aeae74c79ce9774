// Goes through the wishes of one request, each routed when the one before it is done with.
import type { RouteOutcome } from "./decision.ts";

/** @param route routes one wish. What comes after a wish is not routed when the caller stops. @throws what `route` throws */
export async function* eachWish(
  route: (wish: string) => Promise<RouteOutcome>,
  request: string,
): AsyncGenerator<RouteOutcome, void, undefined> {
  for (let wish: string | undefined = request; wish !== undefined;) {
    const outcome: RouteOutcome = await route(wish);
    yield outcome;
    wish = outcome.rest;
  }
}

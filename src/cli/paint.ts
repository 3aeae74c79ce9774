// Colours for people at a terminal; plain text everywhere else.
import { createColors } from "picocolors";

export type Paint = ReturnType<typeof createColors>;

/** Colours only when the output is a terminal and NO_COLOR is not set. */
export function choosePaint(
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  const wanted = environment["FORCE_COLOR"] !== undefined && environment["FORCE_COLOR"] !== "0";
  return createColors(
    (isTerminal || wanted) && environment["NO_COLOR"] === undefined && environment["TERM"] !== "dumb",
  );
}

// How often each error class occurs, tuned against baseline; a class chosen lists its cases.
import type { IndexedCase } from "../core/eval/caseIndex.ts";
import { errorClasses, type ErrorClass } from "../core/eval/report.ts";
import { element } from "./element.ts";
import { errorNames } from "./names.ts";
import { writeCount } from "./numberText.ts";

export interface ErrorOptions {
  readonly cases: readonly IndexedCase[];
  readonly compared: boolean;
  readonly chosen: ErrorClass | undefined;
  readonly onChoose: (error: ErrorClass | undefined) => void;
}

export function errorTable({ cases, compared, chosen, onChoose }: ErrorOptions): HTMLElement {
  const counts = errorClasses
    .map((error) => ({
      error,
      now: cases.filter((one) => one.tuned?.error === error).length,
      before: cases.filter((one) => one.baseline?.error === error).length,
    }))
    .filter(({ now, before }) => now + before > 0)
    .sort((a, b) => b.now - a.now || b.before - a.before);
  if (counts.length === 0) return element("p", { class: "quiet" }, "No errors.");
  return element(
    "table",
    { class: "errors" },
    element("caption", { class: "unseen" }, "Errors by class. Choose a class to list its cases."),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ["Error", ...(compared ? ["Baseline", "Tuned"] : ["Cases"])].map((name) =>
          element("th", { scope: "col" }, name),
        ),
      ),
    ),
    element(
      "tbody",
      {},
      counts.map(({ error, now, before }) =>
        element(
          "tr",
          {},
          element(
            "th",
            { scope: "row" },
            now === 0
              ? errorNames[error]
              : element(
                  "button",
                  {
                    type: "button",
                    class: "link",
                    "aria-pressed": String(chosen === error),
                    onclick: () => onChoose(chosen === error ? undefined : error),
                  },
                  errorNames[error],
                ),
          ),
          compared ? element("td", {}, writeCount(before)) : undefined,
          element("td", {}, writeCount(now)),
        ),
      ),
    ),
  );
}

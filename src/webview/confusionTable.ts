// The confusion matrix as a table of buttons: a cell chosen lists its cases, chosen again it lists all.
import type { CellChoice, ConfusionMatrix } from "../core/eval/confusionMatrix.ts";
import { element } from "./element.ts";
import { writeCount } from "./numberText.ts";

export interface ConfusionOptions {
  readonly matrix: ConfusionMatrix;
  readonly run: string;
  readonly chosen: CellChoice | undefined;
  readonly onChoose: (cell: CellChoice | undefined) => void;
}

export function confusionTable({ matrix, run, chosen, onChoose }: ConfusionOptions): HTMLElement {
  const { labels, counts } = matrix;
  const most = counts.map((row) => Math.max(1, ...row));
  return element(
    "table",
    { class: "confusion" },
    element("caption", {}, "Rows: right tool. Columns: called tool. Choose a cell to list its cases."),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("td", {}),
        labels.map((said) => element("th", { scope: "col" }, element("span", {}, said))),
      ),
    ),
    element(
      "tbody",
      {},
      labels.map((gold, at) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, gold),
          labels.map((said, column) => {
            const n = counts[at]?.[column] ?? 0;
            if (n === 0) return element("td", { class: "zero" }, "·");
            const pressed = chosen?.run === run && chosen.gold === gold && chosen.said === said;
            return element(
              "td",
              {},
              element(
                "button",
                {
                  type: "button",
                  class: `cell ${at === column ? "hit" : "miss"} heat${heat(n, most[at] ?? 1)}`,
                  "aria-pressed": String(pressed),
                  "aria-label": `${writeCount(n)} cases: right ${gold}, called ${said}`,
                  onclick: () => onChoose(pressed ? undefined : { run, gold, said }),
                },
                writeCount(n),
              ),
            );
          }),
        ),
      ),
    ),
  );
}

/** 1 to 4, within the row. */
function heat(n: number, most: number): number {
  return Math.max(1, Math.ceil((4 * n) / most));
}

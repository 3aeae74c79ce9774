// A table with a caption, column heads and row heads, as screen readers and spreadsheets want it.
import { element, type Child } from "./element.ts";

export interface TableOptions {
  readonly caption: string;
  /** The first column names the row. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Child[])[];
  /** Shows the caption; otherwise only screen readers have it. */
  readonly visibleCaption?: boolean;
}

export function dataTable({ caption, columns, rows, visibleCaption }: TableOptions): HTMLElement {
  return element(
    "table",
    {},
    element("caption", visibleCaption === true ? {} : { class: "unseen" }, caption),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        columns.map((name) => element("th", { scope: "col" }, name)),
      ),
    ),
    element(
      "tbody",
      {},
      rows.map((row) =>
        element(
          "tr",
          {},
          row.map((cell, at) => (at === 0 ? element("th", { scope: "row" }, cell) : element("td", {}, cell))),
        ),
      ),
    ),
  );
}

/** What scrolls sideways must take the focus, so that arrow keys scroll it. */
export function scrollable(label: string, ...children: readonly Child[]): HTMLElement {
  return element("div", { class: "scrollable", tabindex: 0, role: "region", "aria-label": label }, children);
}

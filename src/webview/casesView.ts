// The second tab: confusion matrix, error classes, filters, the list and the case that is open.
import { indexCases, type IndexedCase } from "../core/eval/caseIndex.ts";
import { filterCases, isFiltered, noFilter, type CaseFilter } from "../core/eval/caseFilter.ts";
import { writeCasesCsv } from "../core/eval/casesCsv.ts";
import { confusionMatrix } from "../core/eval/confusionMatrix.ts";
import type { Report } from "../core/eval/report.ts";
import { caseDetail } from "./caseDetail.ts";
import { caseFilters, type CaseFilters } from "./caseFilters.ts";
import { CaseList } from "./caseList.ts";
import { confusionTable } from "./confusionTable.ts";
import { scrollable } from "./dataTable.ts";
import { element } from "./element.ts";
import { errorTable } from "./errorTable.ts";
import { writeCount } from "./numberText.ts";
import type { Surroundings } from "./surroundings.ts";

export class CasesView {
  readonly root: HTMLElement;
  readonly #report: Report;
  readonly #around: Surroundings;
  readonly #cases: readonly IndexedCase[];
  readonly #filters: CaseFilters;
  readonly #list: CaseList;
  readonly #detail = element("article", { class: "detail", tabindex: 0, "aria-label": "Case" });
  readonly #matrix = element("div", { class: "matrix" });
  readonly #errors = element("div", {});
  readonly #count = element("p", { class: "quiet counted" });
  readonly #clear: HTMLButtonElement;
  #filter: CaseFilter = noFilter;
  #listed: readonly IndexedCase[] = [];
  #run: string;

  constructor(report: Report, around: Surroundings) {
    this.#report = report;
    this.#around = around;
    this.#run = report.tuned;
    this.#cases = indexCases(report);
    this.#filters = caseFilters(report, this.#cases, (change) => this.filter({ ...this.#filter, ...change }));
    this.#list = new CaseList((one) => this.#open(one));
    this.#clear = element(
      "button",
      { type: "button", class: "plain", onclick: () => this.filter(noFilter) },
      "Clear filters",
    );
    this.root = this.#layOut();
    const { filter, active } = around.recall();
    if (filter?.cell) this.#run = filter.cell.run;
    this.filter(filter ?? noFilter, active);
  }

  /** Lists what the filter lets through. */
  filter(filter: CaseFilter, wanted?: string): void {
    const active = wanted ?? this.#around.recall().active;
    this.#filter = filter;
    this.#around.remember({ filter });
    const labels = this.#drawMatrix();
    this.#drawErrors();
    this.#filters.show(filter);
    this.#listed = filterCases(this.#cases, filter, labels);
    this.#list.show(this.#listed, active);
    this.#clear.hidden = !isFiltered(filter);
    const said = `${writeCount(this.#listed.length)} of ${writeCount(this.#cases.length)} cases`;
    this.#count.textContent = said;
    this.#around.announce(said);
  }

  #drawMatrix(): readonly string[] {
    const matrix = confusionMatrix(this.#report.cases, this.#run);
    const onChoose = (cell: CaseFilter["cell"]): void => {
      const index = this.#focusedCell();
      this.filter({ ...this.#filter, cell });
      this.#matrix.querySelectorAll<HTMLElement>(".cell")[index]?.focus();
    };
    this.#matrix.replaceChildren(
      scrollable(
        "Confusion matrix",
        confusionTable({ matrix, run: this.#run, chosen: this.#filter.cell, onChoose }),
      ),
    );
    return matrix.labels;
  }

  /** The table is drawn anew, so the focus has to be put back. */
  #focusedCell(): number {
    return [...this.#matrix.querySelectorAll(".cell")].findIndex((cell) => cell === document.activeElement);
  }

  #drawErrors(): void {
    const focused = [...this.#errors.querySelectorAll("button")].findIndex(
      (button) => button === document.activeElement,
    );
    this.#errors.replaceChildren(
      errorTable({
        cases: this.#cases,
        compared: this.#report.baseline !== undefined,
        chosen: this.#filter.error,
        onChoose: (error) => this.filter({ ...this.#filter, error }),
      }),
    );
    this.#errors.querySelectorAll("button")[focused]?.focus();
  }

  #open(one: IndexedCase | undefined): void {
    this.#detail.replaceChildren();
    this.#detail.scrollTop = 0;
    if (one) {
      this.#detail.append(element("div", {}, caseDetail(this.#report, one)));
      this.#around.remember({ active: one.case.id });
    } else this.#detail.append(element("p", { class: "quiet" }, "No case fits these filters."));
  }

  #layOut(): HTMLElement {
    const save = (name: string, text: () => string) => () => this.#around.save(name, text());
    return element(
      "div",
      { class: "casesview" },
      element(
        "div",
        { class: "maps" },
        element(
          "section",
          { "aria-labelledby": "confusion-title" },
          element("h2", { id: "confusion-title" }, "Confusion"),
          this.#runChoice(),
          this.#matrix,
        ),
        element(
          "section",
          { "aria-labelledby": "errors-title" },
          element("h2", { id: "errors-title" }, "Errors"),
          this.#errors,
        ),
      ),
      element("h2", { class: "unseen" }, "Case by case"),
      this.#filters.root,
      element(
        "div",
        { class: "listbar" },
        this.#count,
        this.#clear,
        element("span", { class: "spring" }),
        element(
          "button",
          {
            type: "button",
            onclick: save("cases.csv", () =>
              writeCasesCsv(this.#listed, this.#report.baseline !== undefined),
            ),
          },
          "Export CSV",
        ),
        element(
          "button",
          {
            type: "button",
            onclick: save("cases.json", () =>
              JSON.stringify(
                this.#listed.map(({ case: one, outcome }) => ({ ...one, outcome })),
                undefined,
                2,
              ),
            ),
          },
          "Export JSON",
        ),
      ),
      element("div", { class: "split" }, this.#list.root, this.#detail),
    );
  }

  /** Whose calls the matrix counts. */
  #runChoice(): HTMLElement | undefined {
    if (this.#report.runs.length < 2) return undefined;
    const select = element(
      "select",
      {
        "aria-label": "Router whose calls are counted",
        onchange: () => {
          this.#run = select.value;
          this.filter({ ...this.#filter, cell: undefined });
        },
      },
      this.#report.runs.map((run) =>
        element("option", { value: run.id, selected: run.id === this.#run }, run.label),
      ),
    );
    return select;
  }
}

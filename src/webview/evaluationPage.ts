// The whole page: which report is open, its tabs, and what is said when there is none.
import type { LogSummary } from "../core/journal/logSummary.ts";
import type { PanelMessage, ReportEntry } from "../core/messages.ts";
import type { Report } from "../core/eval/report.ts";
import { CasesView } from "./casesView.ts";
import { element, type Child } from "./element.ts";
import { logView } from "./logView.ts";
import { writeCount, writeTime } from "./numberText.ts";
import { overview } from "./overview.ts";
import type { Surroundings } from "./surroundings.ts";
import { tabs } from "./tabs.ts";

export class EvaluationPage {
  readonly #root: HTMLElement;
  readonly #around: Surroundings;
  /** Undefined until the editor has looked for them. */
  #reports: readonly ReportEntry[] | undefined;
  #open: { readonly id: string; readonly report: Report } | undefined;
  #refused: { readonly id: string; readonly sentence: string } | undefined;
  #command = "";
  #log: LogSummary | undefined;

  constructor(root: HTMLElement, around: Surroundings) {
    this.#root = root;
    this.#around = around;
  }

  receive(message: PanelMessage): void {
    switch (message.kind) {
      case "reports":
        this.#reports = message.reports;
        this.#command = message.command;
        break;
      case "report":
        this.#open = message;
        this.#refused = undefined;
        if (this.#around.recall().report !== message.id)
          this.#around.remember({ report: message.id, filter: undefined, active: undefined });
        break;
      case "refused":
        this.#refused = message;
        this.#around.announce(message.sentence);
        break;
      case "log":
        this.#log = message.summary;
        break;
    }
    this.#draw();
  }

  #draw(): void {
    this.#root.replaceChildren(
      element(
        "header",
        { class: "top" },
        element("h1", {}, "Evaluation"),
        element("div", { class: "chooser" }, this.#chooser()),
      ),
      element("main", {}, this.#main()),
    );
  }

  #main(): HTMLElement {
    const log = { id: "log", title: "Log", panel: logView(this.#log) };
    const refusal = this.#refused
      ? element("p", { class: "refusal", role: "alert" }, this.#refused.sentence)
      : undefined;
    if (!this.#open) {
      const empty = {
        id: "overview",
        title: "Overview",
        panel: element("div", {}, refusal ?? (this.#reports?.length === 0 ? this.#empty() : waiting())),
      };
      return this.#tabs([empty, log]);
    }
    const { report } = this.#open;
    return element(
      "div",
      {},
      refusal,
      element("p", { class: "quiet facts" }, facts(report)),
      this.#tabs([
        { id: "overview", title: "Overview", panel: overview(report) },
        {
          id: "cases",
          title: `Cases (${writeCount(report.cases.length)})`,
          panel: new CasesView(report, this.#around).root,
        },
        log,
      ]),
    );
  }

  #tabs(entries: Parameters<typeof tabs>[0]): HTMLElement {
    const made = tabs(entries, (tab) => this.#around.remember({ tab }));
    made.show(this.#around.recall().tab ?? "overview");
    return made.root;
  }

  #chooser(): Child[] {
    const reports = this.#reports ?? [];
    const shown = this.#refused?.id ?? this.#open?.id ?? "";
    const select = element(
      "select",
      {
        "aria-label": "Report",
        onchange: () => this.#around.post({ kind: "open", id: select.value }),
      },
      reports.map(({ id, label }) => element("option", { value: id, selected: id === shown }, label)),
    );
    const open = element(
      "button",
      { type: "button", onclick: () => this.#around.post({ kind: "choose" }) },
      "Open Report…",
    );
    return [reports.length > 1 ? select : undefined, this.#around.canChoose ? open : undefined];
  }

  #empty(): HTMLElement {
    return element(
      "div",
      { class: "empty" },
      element("h2", {}, "No evaluation yet"),
      element(
        "p",
        {},
        "An evaluation asks the router every request of a file and compares its calls with the right ones. Run it in a terminal:",
      ),
      element("pre", { tabindex: 0 }, this.#command),
      element(
        "p",
        { class: "quiet" },
        "Each line of the file is a request with the calls that answer it. The report then appears here.",
      ),
    );
  }
}

function waiting(): HTMLElement {
  return element("p", { class: "quiet" }, "Reading the report…");
}

function facts(report: Report): string {
  const sets = report.sets.map((set) => `${set.name} (${writeCount(set.rows)})`).join(", ");
  return [sets, writeTime(report.created), report.machine].filter((part) => part !== "").join(" · ");
}

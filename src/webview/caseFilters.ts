// The filter bar above the cases: outcome buttons with counts, error class, set, tag and text.
import { outcomes, type IndexedCase } from "../core/eval/caseIndex.ts";
import type { CaseFilter } from "../core/eval/caseFilter.ts";
import { errorClasses, type Report } from "../core/eval/report.ts";
import { element, type Child } from "./element.ts";
import { errorNames, outcomeNames, outcomeSigns } from "./names.ts";
import { writeCount } from "./numberText.ts";

type Change = (change: Partial<CaseFilter>) => void;

export interface CaseFilters {
  readonly root: HTMLElement;
  /** Shows what is filtered by. */
  show(filter: CaseFilter): void;
}

export function caseFilters(report: Report, cases: readonly IndexedCase[], change: Change): CaseFilters {
  const chips = outcomes.flatMap((outcome) => {
    const n = cases.filter((one) => one.outcome === outcome).length;
    if (n === 0) return [];
    const toggle = (): void =>
      change({ outcome: button.getAttribute("aria-pressed") === "true" ? undefined : outcome });
    const button = element(
      "button",
      { type: "button", class: `chip outcome ${outcome}`, "aria-pressed": "false", onclick: toggle },
      element("span", { class: "sign", "aria-hidden": "true" }, outcomeSigns[outcome]),
      outcomeNames[outcome],
      element("span", { class: "count" }, writeCount(n)),
    );
    return [{ outcome, button }];
  });
  const seen = new Set(cases.map((one) => one.error));
  const errors = errorClasses.filter((name) => seen.has(name));
  const tags = [...new Set(report.cases.flatMap((one) => one.tags))].sort();
  const error = choice("Error", "Any error", errors, errorNames, (value) => change({ error: value }));
  const set = choice(
    "Set",
    "All sets",
    report.sets.map((one) => one.name),
    {},
    (value) => change({ set: value }),
  );
  const tag = choice("Tag", "All tags", tags, {}, (value) => change({ tag: value }));
  const text = element("input", {
    type: "search",
    placeholder: "Search requests and calls",
    "aria-label": "Search requests and calls",
    oninput: () => change({ text: text.value }),
  });
  return {
    root: element(
      "div",
      { class: "filters", role: "search", "aria-label": "Filter cases" },
      element(
        "div",
        { class: "chips", role: "group", "aria-label": "Outcome" },
        chips.map((chip) => chip.button),
      ),
      element(
        "div",
        { class: "fields" },
        text,
        errors.length > 0 ? error : undefined,
        report.sets.length > 1 ? set : undefined,
        tags.length > 0 ? tag : undefined,
      ),
    ),
    show: (filter) => {
      for (const { outcome, button } of chips)
        button.setAttribute("aria-pressed", String(filter.outcome === outcome));
      error.value = filter.error ?? "";
      set.value = filter.set ?? "";
      tag.value = filter.tag ?? "";
      if (text.value !== filter.text) text.value = filter.text;
    },
  };
}

function choice<Value extends string>(
  label: string,
  all: string,
  values: readonly Value[],
  names: Readonly<Partial<Record<Value, string>>>,
  onChange: (value: Value | undefined) => void,
): HTMLSelectElement {
  const options: Child[] = values.map((value) => element("option", { value }, names[value] ?? value));
  const select = element(
    "select",
    { "aria-label": label, onchange: () => onChange(values.find((value) => value === select.value)) },
    element("option", { value: "" }, all),
    options,
  );
  return select;
}

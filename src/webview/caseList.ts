// The list of cases: a grid of which only the rows in view exist. Arrow keys move, the active case is shown beside it.
import { toolLabel, type IndexedCase } from "../core/eval/caseIndex.ts";
import { element, hidden } from "./element.ts";
import { outcomeNames, outcomeSigns } from "./names.ts";
import { writePercent } from "./numberText.ts";
import { scrollTo, visibleRows, type Viewport } from "./virtualRows.ts";

const rowHeight = 32;
const headHeight = 32;
const columns = ["Outcome", "Request", "Right tool", "Called", "Confidence"];

export class CaseList {
  readonly root: HTMLElement;
  readonly #rows = element("div", { role: "rowgroup", class: "rows" });
  readonly #onActive: (one: IndexedCase | undefined) => void;
  readonly #drawn = new Map<number, HTMLElement>();
  #cases: readonly IndexedCase[] = [];
  #active = -1;
  #queued = false;

  constructor(onActive: (one: IndexedCase | undefined) => void) {
    this.#onActive = onActive;
    const head = element(
      "div",
      { role: "row", class: "row head", "aria-rowindex": 1 },
      columns.map((name) => element("div", { role: "columnheader" }, name)),
    );
    this.root = element(
      "div",
      {
        role: "grid",
        class: "cases",
        tabindex: 0,
        "aria-label": "Cases",
        "aria-colcount": columns.length,
        onscroll: () => this.#queueDraw(),
        onkeydown: (event: KeyboardEvent) => this.#move(event),
        onclick: (event: MouseEvent) => this.#click(event),
        onfocus: () => {
          if (this.#active < 0 && this.#cases.length > 0) this.activate(0);
        },
      },
      element("div", { role: "rowgroup", class: "headgroup" }, head),
      this.#rows,
    );
    new ResizeObserver(() => this.#queueDraw()).observe(this.root);
  }

  /** Lists these cases; `wanted` is the id of the one to be active. */
  show(cases: readonly IndexedCase[], wanted?: string): void {
    this.#cases = cases;
    this.root.setAttribute("aria-rowcount", String(cases.length + 1));
    this.#rows.style.height = `${cases.length * rowHeight}px`;
    this.#forget();
    this.root.scrollTop = 0;
    const found = cases.findIndex((one) => one.case.id === wanted);
    this.activate(found >= 0 ? found : cases.length > 0 ? 0 : -1);
  }

  activate(index: number): void {
    this.#active = index;
    if (index >= 0) this.root.scrollTop = scrollTo(index, this.#viewport());
    this.#draw();
    this.#onActive(this.#cases[index]);
  }

  #viewport(): Viewport {
    return {
      scrollTop: this.root.scrollTop,
      height: Math.max(0, this.root.clientHeight - headHeight),
      rowHeight,
      count: this.#cases.length,
      active: this.#active,
    };
  }

  #queueDraw(): void {
    if (this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(() => {
      this.#queued = false;
      this.#draw();
    });
  }

  /** Keeps the rows that stay, adds the new ones in order, so that a screen reader loses nothing. */
  #draw(): void {
    const wanted = visibleRows(this.#viewport());
    const keep = new Set(wanted);
    for (const [index, row] of this.#drawn)
      if (!keep.has(index)) {
        row.remove();
        this.#drawn.delete(index);
      }
    let before: Element | null = this.#rows.firstElementChild;
    for (const index of wanted) {
      const known = this.#drawn.get(index);
      if (known) before = known.nextElementSibling;
      else {
        const row = this.#row(index);
        this.#drawn.set(index, row);
        this.#rows.insertBefore(row, before);
      }
    }
    for (const [index, row] of this.#drawn) row.setAttribute("aria-selected", String(index === this.#active));
    if (this.#active >= 0) this.root.setAttribute("aria-activedescendant", `case-${this.#active}`);
    else this.root.removeAttribute("aria-activedescendant");
  }

  #forget(): void {
    this.#drawn.clear();
    this.#rows.replaceChildren();
  }

  #row(index: number): HTMLElement {
    const one = this.#cases[index];
    const row = element("div", {
      role: "row",
      id: `case-${index}`,
      class: "row",
      "aria-rowindex": index + 2,
    });
    row.style.transform = `translateY(${index * rowHeight}px)`;
    if (!one) return row;
    const cell = (name: string, ...children: Parameters<typeof element>[2][]): HTMLElement =>
      element("div", { role: "gridcell", class: name }, children);
    row.append(
      cell(
        `outcome ${one.outcome}`,
        element("span", { class: "sign", "aria-hidden": "true" }, outcomeSigns[one.outcome]),
        outcomeNames[one.outcome],
      ),
      cell("request", one.case.request),
      cell("tool", one.gold),
      cell("tool", one.tuned ? toolLabel(one.tuned.calls) : hidden("no answer")),
      cell("number", one.tuned ? writePercent(one.tuned.confidence) : ""),
    );
    return row;
  }

  #move(event: KeyboardEvent): void {
    const last = this.#cases.length - 1;
    const page = Math.max(1, Math.floor(this.#viewport().height / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + page,
      PageUp: this.#active - page,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next === undefined || last < 0) return;
    event.preventDefault();
    this.activate(Math.max(0, Math.min(last, next)));
  }

  #click(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[id^='case-']") : null;
    if (row) this.activate(Number(row.id.slice("case-".length)));
  }
}

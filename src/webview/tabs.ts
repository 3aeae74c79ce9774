// Tabs after the ARIA pattern: one tab stop, arrow keys move, the panel follows.
import { element } from "./element.ts";

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly panel: HTMLElement;
}

export interface Tabs {
  readonly root: HTMLElement;
  show(id: string): void;
}

/** @param onChoose told what the person chooses, not what `show` shows. */
export function tabs(entries: readonly Tab[], onChoose: (id: string) => void): Tabs {
  const buttons = entries.map(({ id, title }) =>
    element(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${id}`,
        "aria-controls": `panel-${id}`,
        onclick: () => choose(id),
      },
      title,
    ),
  );
  const panels = entries.map(({ id, panel }) =>
    element(
      "div",
      { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}`, tabindex: 0 },
      panel,
    ),
  );
  const show = (id: string): void => {
    const wanted = Math.max(
      0,
      entries.findIndex((one) => one.id === id),
    );
    for (const [at, button] of buttons.entries()) {
      button.setAttribute("aria-selected", String(at === wanted));
      button.tabIndex = at === wanted ? 0 : -1;
    }
    for (const [at, panel] of panels.entries()) panel.hidden = at !== wanted;
  };
  const choose = (id: string): void => {
    show(id);
    onChoose(id);
  };
  const move = (event: KeyboardEvent): void => {
    const now = buttons.findIndex((button) => button === document.activeElement);
    const last = buttons.length - 1;
    const next = {
      ArrowRight: now === last ? 0 : now + 1,
      ArrowLeft: now === 0 ? last : now - 1,
      Home: 0,
      End: last,
    }[event.key];
    const entry = next === undefined ? undefined : entries[next];
    if (now < 0 || next === undefined || !entry) return;
    event.preventDefault();
    choose(entry.id);
    buttons[next]?.focus();
  };
  const list = element(
    "div",
    { role: "tablist", "aria-label": "Views", class: "tabs", onkeydown: move },
    buttons,
  );
  return { root: element("div", {}, list, panels), show };
}

// Builds elements: attributes by name, listeners by "on…", and children whose texts become text nodes, never markup.

export type Child = Node | string | undefined | readonly Child[];
export type Attributes = Readonly<
  Record<string, string | number | boolean | undefined | ((event: never) => void)>
>;

const svgSpace = "http://www.w3.org/2000/svg";

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  return fill(document.createElement(tag), attributes, children);
}

export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  return fill(document.createElementNS(svgSpace, tag), attributes, children);
}

/** Texts for a screen reader only. */
export function hidden(text: string): HTMLElement {
  return element("span", { class: "unseen" }, text);
}

function fill<One extends Element>(one: One, attributes: Attributes, children: readonly Child[]): One {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") one.addEventListener(name.slice(2), value as (event: Event) => void);
    else one.setAttribute(name, value === true ? "" : String(value));
  }
  append(one, children);
  return one;
}

function append(to: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined) continue;
    if (child instanceof Node || typeof child === "string") to.append(child);
    else append(to, child);
  }
}

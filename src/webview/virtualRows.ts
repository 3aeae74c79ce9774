// Which rows of a long list stand in the document: those in view, a few around them, and the active one.

export interface Viewport {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
  /** Index of the active row, -1 for none: it stays in the document, since aria-activedescendant points at it. */
  readonly active: number;
}

const around = 8;

/** Ascending indices. */
export function visibleRows({ scrollTop, height, rowHeight, count, active }: Viewport): number[] {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - around);
  const last = Math.min(count - 1, Math.ceil((scrollTop + height) / rowHeight) + around);
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  if (active >= 0 && active < count && (active < first || active > last)) {
    if (active < first) rows.unshift(active);
    else rows.push(active);
  }
  return rows;
}

/** The scroll position at which row `index` is whole in view, changed as little as possible. */
export function scrollTo(index: number, { scrollTop, height, rowHeight }: Viewport): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}

// The known items of a workspace: what ids mean, whichever way a person spells them.

export const itemTypes = ["directive", "script", "knowledge"] as const;
export type ItemType = (typeof itemTypes)[number];

/** Known item ids by type, spelled as on disk; sorted, without duplicates. */
export type Catalogue = Readonly<Record<ItemType, readonly string[]>>;

export const emptyCatalogue: Catalogue = { directive: [], script: [], knowledge: [] };

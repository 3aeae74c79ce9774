// What a registry of published items can do, whichever place holds it.
import type { ItemType } from "../../core/catalogue.ts";

export interface PublishedItem {
  readonly type: ItemType;
  readonly name: string;
  /** `/` between levels; empty at the top. */
  readonly category: string;
  readonly version: string;
  readonly content: string;
  /** Where it is, for people: a path or an address. */
  readonly location: string;
}

/** Items by type, id and version. Every method throws Refusal for what a person can put right. */
export interface Registry {
  /** What a person calls it: a path or an address. */
  readonly label: string;
  /** The newest version of every item of a type. */
  list(type: ItemType): Promise<readonly PublishedItem[]>;
  /** One item, its newest version unless told; undefined when it is not there. */
  find(type: ItemType, id: string, version?: string): Promise<PublishedItem | undefined>;
  /** Adds a version. A version that is there already is never replaced. @returns where it is. */
  publish(item: Omit<PublishedItem, "location">): Promise<string>;
  /** Removes one version, or all of them. @returns how many were removed. */
  remove(type: ItemType, id: string, version?: string): Promise<number>;
}

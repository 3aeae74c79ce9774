// Invented toolboxes of any size, with requests whose right call is known: what a benchmark routes. The same seed gives the same.
import type { Call } from "../decision.ts";
import type { GoldRow } from "../eval/goldRow.ts";
import type { Json, JsonObject } from "../json.ts";
import type { ListedTool } from "../tool.ts";

export interface InventedToolbox {
  readonly tools: readonly ListedTool[];
  readonly rows: readonly GoldRow[];
}

/** A whole number from 0 to `below` - 1. */
type Pick = (below: number) => number;

interface Deed {
  readonly name: string;
  /** `thing` and `things`: the noun and its plural. */
  readonly describe: (thing: string, things: string) => string;
  readonly properties: JsonObject;
  /** Words of a person, with the arguments that they mean. */
  readonly say: (thing: string, things: string, pick: Pick) => readonly [string, JsonObject];
}

const things = (
  "invoice ticket guest parcel recipe plant song lease voucher meeting sensor printer room vehicle patient lesson " +
  "contract photo camera badge refund shipment dataset webhook playlist bookmark survey tenant warehouse receipt " +
  "projector seminar forklift permit quote workout ledger podcast greenhouse elevator orchard ferry telescope " +
  "mailbox canteen exhibit scooter server claim blueprint"
).split(" ");

const titles = ["spring offer", "north wing", "second draft", "blue harvest", "quiet morning", "long island"];
const people = ["Amira", "Jonas", "Priya", "Mateo", "Ingrid", "Kofi"];
const words = ["urgent", "draft", "seasonal", "external", "fragile", "internal"];
const priorities = ["low", "normal", "high"];
const formats = ["csv", "pdf", "json"];
const roles = ["viewer", "editor", "owner"];

const text = (description: string): Json => ({ type: "string", description });
const whole = (description: string): Json => ({ type: "integer", minimum: 1, description });
const choice = (values: readonly string[], description: string): Json => ({
  type: "string",
  enum: values,
  description,
});
const oneOf = (values: readonly string[], pick: Pick): string => values[pick(values.length)] ?? "";
const someNumber = (pick: Pick): number => 100 + pick(9_900);
const number = whole("Number of the record");

const deeds: readonly Deed[] = [
  {
    name: "create",
    describe: (thing) => `Create a new ${thing} with a title and a priority.`,
    properties: { title: text("Its title"), priority: choice(priorities, "How urgent it is") },
    say: (thing, _, pick) => {
      const [title, priority] = [oneOf(titles, pick), oneOf(priorities, pick)];
      return [`create a ${thing} called ${title} with ${priority} priority`, { title, priority }];
    },
  },
  {
    name: "delete",
    describe: (thing) => `Delete one ${thing} for good.`,
    properties: { number },
    say: (thing, _, pick) => withNumber(pick, (id) => `delete ${thing} ${id}`),
  },
  {
    name: "list",
    describe: (_, many) => `List the newest ${many}.`,
    properties: { limit: whole("Most records to return") },
    say: (_, many, pick) => {
      const limit = 2 + pick(40);
      return [`list the ${limit} newest ${many}`, { limit }];
    },
  },
  {
    name: "rename",
    describe: (thing) => `Give a ${thing} another title.`,
    properties: { number, title: text("The new title") },
    say: (thing, _, pick) => {
      const title = oneOf(titles, pick);
      return withNumber(pick, (id) => `rename ${thing} ${id} to ${title}`, { title });
    },
  },
  {
    name: "assign",
    describe: (thing) => `Assign a ${thing} to a person.`,
    properties: { number, person: text("First name of the person") },
    say: (thing, _, pick) => {
      const person = oneOf(people, pick);
      return withNumber(pick, (id) => `assign ${thing} ${id} to ${person}`, { person });
    },
  },
  {
    name: "export",
    describe: (_, many) => `Export all ${many} as a file.`,
    properties: { format: choice(formats, "File format") },
    say: (_, many, pick) => {
      const format = oneOf(formats, pick);
      return [`export all ${many} as ${format}`, { format }];
    },
  },
  {
    name: "archive",
    describe: (thing) => `Move a ${thing} to the archive.`,
    properties: { number },
    say: (thing, _, pick) => withNumber(pick, (id) => `archive ${thing} ${id}`),
  },
  {
    name: "tag",
    describe: (thing) => `Put a tag on a ${thing}.`,
    properties: { number, tag: text("One word") },
    say: (thing, _, pick) => {
      const tag = oneOf(words, pick);
      return withNumber(pick, (id) => `tag ${thing} ${id} with ${tag}`, { tag });
    },
  },
  {
    name: "remind",
    describe: (thing) => `Remind me of a ${thing} after some days.`,
    properties: { number, days: whole("Days from today") },
    say: (thing, _, pick) => {
      const days = 2 + pick(28);
      return withNumber(pick, (id) => `remind me of ${thing} ${id} in ${days} days`, { days });
    },
  },
  {
    name: "share",
    describe: (thing) => `Share a ${thing} with a person in a role.`,
    properties: { number, person: text("First name"), role: choice(roles, "What the person may do") },
    say: (thing, _, pick) => {
      const [person, role] = [oneOf(people, pick), oneOf(roles, pick)];
      return withNumber(pick, (id) => `share ${thing} ${id} with ${person} as ${role}`, { person, role });
    },
  },
];

/** @param count tools, at most 500: as many things as deeds each where that is possible, so that near-duplicates stand together. */
export function inventToolbox(count: number, requests: number, seed: number): InventedToolbox {
  const each = Math.min(deeds.length, Math.max(1, Math.round(Math.sqrt(count))));
  const all = things
    .flatMap((thing) => deeds.slice(0, each).map((deed) => ({ thing, deed })))
    .slice(0, Math.max(1, count));
  const pick = seeded(seed);
  const tools = all.map(({ thing, deed }) => toolOf(thing, deed));
  const rows = Array.from({ length: requests }, (_, index): GoldRow => {
    // Spread over the whole toolbox, since its order is the order of the things.
    const at = Math.floor(((index + pick(1000) / 1000) * all.length) / requests);
    const { thing, deed } = all[Math.min(at, all.length - 1)] ?? { thing: "invoice", deed: deeds[0] };
    const [request, values] = deed?.say(thing, `${thing}s`, pick) ?? ["", {}];
    const call: Call = { name: `${deed?.name ?? ""}_${thing}`, arguments: values };
    return { id: `invented-${count}-${index + 1}`, request, toolbox: { tools }, calls: [call], tags: [] };
  });
  return { tools, rows };
}

function toolOf(thing: string, deed: Deed): ListedTool {
  return {
    name: `${deed.name}_${thing}`,
    description: deed.describe(thing, `${thing}s`),
    inputSchema: { type: "object", properties: deed.properties, required: Object.keys(deed.properties) },
  };
}

function withNumber(
  pick: Pick,
  say: (id: number) => string,
  values: JsonObject = {},
): readonly [string, JsonObject] {
  const id = someNumber(pick);
  return [say(id), { number: id, ...values }];
}

/** Mulberry32, a 32-bit generator. Source: T. Ettinger, 2017, public domain. */
function seeded(seed: number): Pick {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

// What a request says in a form that tells its place: an option of an enum word for word, an e-mail address, an id.
import { bareNames } from "./bareNames.ts";
import type { Json, JsonObject } from "./json.ts";
import { sayLists } from "./saidLists.ts";
import { sayNumbers } from "./saidNumbers.ts";
import { negates } from "./negation.ts";
import type { Field } from "./schema.ts";
import { readStems } from "./stems.ts";
import type { Word } from "./words.ts";

/** Puts what is plainly said where it fits and something else stands, or nothing. For tools that are not built in. Pure. */
export function heedPlainForms(
  values: JsonObject,
  fields: readonly Field[],
  words: readonly Word[],
): JsonObject {
  let heeded = values;
  for (const form of forms) heeded = dropHopeless(placeForm(heeded, fields, words, form), fields, form);
  heeded = saySwitches(sayOptions(heeded, fields, words), fields, words);
  return sayNumbers(sayLists(bareNames(heeded, fields, words), fields, words), fields, words);
}

/** A form of values that can be told from plain words, and the arguments that want it. */
interface Form {
  readonly isOne: (text: string) => boolean;
  readonly wanted: RegExp;
  /** What a value of such an argument looks like at least; anything else is out of place there. */
  readonly fits: RegExp;
  /** What can be no such value at all: better none, so that the person is asked for it. */
  readonly hopeless: RegExp;
}

const time = /^\d{1,4}([-:./]\d{1,4}){1,2}(T[\d:.]+Z?)?$|^[QW]\d$|^\d+(st|nd|rd|th|k|am|pm|x)$/i;
const forms: readonly Form[] = [
  {
    isOne: (text) => /^[^\s@]+@[^\s@]+\.\w+$/.test(text),
    wanted: /(^|_|[a-z])e[-_]?mail(_?address)?$/i,
    fits: /@/,
    hopeless: /^[^@]*$/,
  },
  {
    isOne: (text) => /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9][\w-]*$/.test(text) && !time.test(text),
    wanted: /(^|_)(id|sku|serial)$|[a-z]I[Dd]$/,
    fits: /[\d_@-]|^[A-Z]{2,}$/,
    hopeless: /^[a-z' ]+$/,
  },
];

function placeForm(
  values: JsonObject,
  fields: readonly Field[],
  words: readonly Word[],
  form: Form,
): JsonObject {
  const wanting = fields.filter(({ name, shape }) => shape.kind === "text" && form.wanted.test(name));
  const said = [...new Set(words.map((word) => word.text).filter((text) => form.isOne(text)))];
  const [only] = said;
  const [empty, ...others] = wanting.filter(({ name }) => !form.fits.test(String(values[name] ?? "")));
  if (only === undefined || said.length > 1 || !empty || others.length > 0) return values;
  if (wanting.some(({ name }) => String(values[name] ?? "").includes(only))) return values;
  // Where it stood instead, the value that it drives out goes; what no other value can replace stays.
  const holder = fields.find(({ name, shape }) => shape.kind === "text" && values[name] === only);
  const driven = values[empty.name];
  const kept = holder
    ? Object.entries(values).filter(([name]) => name !== holder.name)
    : Object.entries(values);
  const isInside = kept.some(([, value]) => String(value).includes(only));
  if (driven === undefined && (holder?.required === true || isInside)) return values;
  const moved = holder && driven !== undefined ? { [holder.name]: driven } : {};
  return { ...Object.fromEntries(kept), ...moved, [empty.name]: only };
}

/** "My home" is no id, and a name is no address. */
function dropHopeless(values: JsonObject, fields: readonly Field[], form: Form): JsonObject {
  const isHopeless = ({ name, shape }: Field): boolean =>
    shape.kind === "text" && form.wanted.test(name) && form.hopeless.test(String(values[name] ?? "@1"));
  const dropped = fields.filter(isHopeless).map((field) => field.name);
  return dropped.length === 0
    ? values
    : Object.fromEntries(Object.entries(values).filter(([name]) => !dropped.includes(name)));
}

/** The one option of an enum that the request says in its own words takes the place of one that it does not say. */
function sayOptions(values: JsonObject, fields: readonly Field[], words: readonly Word[]): JsonObject {
  const text = ` ${words.map((word) => word.text.toLowerCase()).join(" ")} `;
  const taken = Object.entries(values).filter(
    ([name, value]) =>
      typeof value === "string" && fields.some((field) => field.name === name && field.shape.kind === "text"),
  );
  const isFree = (said: string): boolean =>
    !taken.some(([, value]) => ` ${String(value).toLowerCase()} `.includes(` ${said} `));
  const result: Record<string, Json> = { ...values };
  for (const { name, shape } of fields) {
    if (shape.kind !== "constants") continue;
    const options = shape.values.filter((option): option is string => typeof option === "string");
    const said = options.filter((option) => isSaid(option, text));
    const [only] = said;
    const chosen = values[name];
    if (only === undefined || said.length > 1 || chosen === only || !isFree(spoken(only))) continue;
    const rival = fields.some(
      (other) => other.name !== name && other.shape.kind === "constants" && other.shape.values.includes(only),
    );
    if (!rival && !vague.has(only.toLowerCase())) result[name] = only;
  }
  return result;
}

const spoken = (option: string): string => option.toLowerCase().replaceAll(/[_-]+/g, " ");
const isSaid = (option: string, text: string): boolean =>
  text.includes(` ${spoken(option)} `) || text.includes(` ${option.toLowerCase()} `);
/** Options that are said for other reasons as often. */
const vague = new Set(
  "all any none no yes other default auto on off in out up down to from by me now new open first last next one more most".split(
    " ",
  ),
);

/** Parts of a switch's name that nobody says. */
const silent = new Set(readStems("only include included enable enabled flag mode"));

/** An optional switch that was left out is on where the request says its name: "overdue" for `overdue_only`. */
function saySwitches(values: JsonObject, fields: readonly Field[], words: readonly Word[]): JsonObject {
  if (negates(words)) return values;
  const said = new Set(words.flatMap((word) => readStems(word.text)));
  const on = fields.filter(({ name, shape, required, default: fallback }) => {
    if (shape.kind !== "boolean" || required || fallback === true || name in values) return false;
    const stems = readStems(name).filter((stem) => !silent.has(stem));
    return stems.length > 0 && stems.every((stem) => said.has(stem));
  });
  return on.length === 0 ? values : { ...values, ...Object.fromEntries(on.map(({ name }) => [name, true])) };
}

// Values whose form tells their place: an e-mail address, an id.
import type { JsonObject } from "../json.ts";
import type { Field } from "../schema.ts";
import { readStems } from "../stems.ts";
import type { Word } from "../words.ts";
import type { Reading } from "./reading.ts";
import { without } from "./without.ts";

/** A form of values that can be told from plain words, and the arguments that want it. */
interface Form {
  readonly isOne: (text: string) => boolean;
  readonly wanted: RegExp;
  /** Whether a value can hardly be a plain word such as "k8s" or "mp3"; another one needs the argument's name in front. */
  readonly isCertain?: (text: string) => boolean;
  /** What a value of such an argument looks like at least; anything else is out of place there. */
  readonly fits: RegExp;
  /** What can be no such value at all: better none, so that the person is asked for it. */
  readonly hopeless: RegExp;
}

/** Puts the one id and the one address that are said where they belong, and leaves out what can be none. Pure. */
export function placeForms(values: JsonObject, { fields, words }: Reading): JsonObject {
  return forms.reduce(
    (placed, form) => dropHopeless(placeForm(placed, fields, words, form), fields, form),
    values,
  );
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
    isCertain: (text) => /[_-]/.test(text) || text.replace(/\D/g, "").length > 1,
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
  const isDoubtful = only !== undefined && form.isCertain?.(only) === false;
  const [empty, ...others] = wanting.filter(({ name }) => !form.fits.test(String(values[name] ?? "")));
  if (only === undefined || said.length > 1 || !empty || others.length > 0) return values;
  if (wanting.some(({ name }) => String(values[name] ?? "").includes(only))) return values;
  if (isDoubtful && !isNamedInFront(empty.name, only, words)) return values;
  // Where it stood instead, the value that it drives out goes; what no other value can replace stays.
  const holder = fields.find(({ name, shape }) => shape.kind === "text" && values[name] === only);
  const driven = values[empty.name];
  const kept = holder
    ? Object.entries(values).filter(([name]) => name !== holder.name)
    : Object.entries(values);
  const isInside = kept.some(([, value]) => String(value).includes(only));
  if (isInside || (driven === undefined && holder?.required === true)) return values;
  const moved = holder && driven !== undefined ? { [holder.name]: driven } : {};
  return { ...Object.fromEntries(kept), ...moved, [empty.name]: only };
}

/** "Cancel order A17" for `order_id`: a word of the argument's name stands right before the value. */
function isNamedInFront(name: string, value: string, words: readonly Word[]): boolean {
  const at = words.findIndex(({ text }) => text === value);
  const before = words.slice(Math.max(0, at - 3), at).flatMap(({ text }) => readStems(text));
  return readStems(name).some((stem) => before.includes(stem));
}

/** "My home" is no id, and a name is no address. */
function dropHopeless(values: JsonObject, fields: readonly Field[], form: Form): JsonObject {
  const isHopeless = ({ name, shape }: Field): boolean =>
    shape.kind === "text" && form.wanted.test(name) && form.hopeless.test(String(values[name] ?? "@1"));
  return without(
    values,
    fields.filter(isHopeless).map(({ name }) => name),
  );
}

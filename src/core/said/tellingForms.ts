// Values whose form tells their place: an e-mail address, an id.
import type { JsonObject } from "../json.ts";
import type { Field } from "../schema.ts";
import type { Word } from "../words.ts";
import type { Reading } from "./reading.ts";

/** A form of values that can be told from plain words, and the arguments that want it. */
interface Form {
  readonly isOne: (text: string) => boolean;
  readonly wanted: RegExp;
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

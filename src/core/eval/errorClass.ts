// What is wrong with a wrong answer: one class an answer, the gravest first.
import { canonicalArguments } from "../canonicalCall.ts";
import type { Call } from "../decision.ts";
import type { Gold, Grade, Said } from "./grade.ts";
import { canonicalJson, isObject, type Json, type JsonObject } from "../json.ts";
import { goldTests } from "./matchCalls.ts";
import type { ErrorClass } from "./report.ts";
import { readShape, type Shape } from "../schema.ts";
import type { Tool } from "../tool.ts";

/** What an answer is judged against. */
export interface Judged {
  readonly said: Said;
  readonly valid: boolean;
  readonly grade: Grade;
  readonly gold: Gold;
  readonly request: string;
  readonly tools: readonly Tool[];
}

/** Of several differing arguments, the first class of this list names the error. */
const gravestFirst = [
  "wrong_enum",
  "wrong_id",
  "missing_argument",
  "extra_argument",
  "wrong_span",
  "wrong_value",
] as const satisfies readonly ErrorClass[];

/** @returns undefined for a right answer. Pure. */
export function classifyError(judged: Judged): ErrorClass | undefined {
  const { said, grade, gold, tools } = judged;
  if (grade.exact) return undefined;
  if (!judged.valid || said.kind === "failed") return "invalid";
  if (grade.goldNone) return "called_when_it_should_not";
  if (grade.saidNone) return "silent_when_it_should";
  const wanted = (gold.accept ?? gold.calls).length;
  if (said.calls.length < wanted) return "missing_call";
  if (said.calls.length > wanted) return "extra_call";
  if (!grade.tool) return "wrong_tool";
  if (grade.arguments === true) return "wrong_order";
  const tests = goldTests(gold, tools);
  const wrong = said.calls.find((call) => !tests.some((fits) => fits(call)));
  const found = wrong ? differences(wrong, judged) : [];
  return gravestFirst.find((one) => found.includes(one)) ?? "wrong_value";
}

function differences(said: Call, { gold, request, tools }: Judged): ErrorClass[] {
  const shape = readShape(tools.find((tool) => tool.name === said.name)?.inputSchema);
  const whole = canonicalArguments(said, tools);
  const values = gold.accept ? new Map(Object.entries(whole)) : flatten(whole);
  // Against the gold call that is nearest: the one with the fewest differences.
  const found = rightValues(said, gold, tools).map((right) => {
    const paths = new Set([...values.keys(), ...right.keys()]);
    return [...paths].flatMap((path): ErrorClass[] => {
      const value = values.get(path);
      const wanted = right.get(path);
      if (!wanted) return ["extra_argument"];
      if (value === undefined) return wanted.includes(undefined) ? [] : ["missing_argument"];
      if (wanted.some((one) => one !== undefined && canonicalJson(one) === canonicalJson(value))) return [];
      const kind = shapeAt(shape, path.split("."))?.kind;
      if (kind === "constants" || kind === "boolean") return ["wrong_enum"];
      if (/(^|_)id$/.test(path)) return ["wrong_id"];
      return [wanted.some((one) => isSpan(one, request)) ? "wrong_span" : "wrong_value"];
    });
  });
  return found.sort((a, b) => a.length - b.length)[0] ?? [];
}

/** Arguments by dotted path, so that one missing input among the parameters is seen as one. */
function flatten(values: JsonObject, prefix = ""): Map<string, Json> {
  return new Map(
    Object.entries(values).flatMap(([name, value]): [string, Json][] =>
      isObject(value) ? [...flatten(value, `${prefix}${name}.`)] : [[`${prefix}${name}`, value]],
    ),
  );
}

function shapeAt(shape: Shape | undefined, [name, ...rest]: readonly string[]): Shape | undefined {
  if (name === undefined || shape?.kind !== "object") return name === undefined ? shape : undefined;
  return shapeAt(shape.fields.find((field) => field.name === name)?.shape, rest);
}

type RightValues = Map<string, (Json | undefined)[]>;

/** The gold calls of the same tool, each argument with its right values; undefined among them: it may be left out. */
function rightValues(said: Call, gold: Gold, tools: readonly Tool[]): RightValues[] {
  const canonical = (name: string, value: Json): Json | undefined =>
    canonicalArguments({ name: said.name, arguments: { [name]: value } }, tools)[name];
  if (gold.accept)
    return gold.accept
      .filter((call) => call.name === said.name)
      .map(
        (call) =>
          new Map(
            Object.entries(call.arguments).map(([name, values]) => [
              name,
              [
                ...values.map((value) => canonical(name, value)),
                ...(call.optional?.includes(name) === true ? [undefined] : []),
              ],
            ]),
          ),
      );
  return gold.calls
    .filter((call) => call.name === said.name)
    .map(
      (call) =>
        new Map([...flatten(canonicalArguments(call, tools))].map(([path, value]) => [path, [value]])),
    );
}

/** A text that the request holds word for word, so that it was to be copied; `_` stands for a space. */
function isSpan(value: Json | undefined, request: string): boolean {
  if (typeof value !== "string" || value === "") return false;
  const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, " ");
  return plain(request).includes(plain(value));
}

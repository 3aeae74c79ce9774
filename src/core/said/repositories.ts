// "acme/web" is two arguments where a tool wants owner and repository apart.
import type { Json, JsonObject } from "../json.ts";
import type { Reading } from "./reading.ts";
import { without } from "./without.ts";

const owners = /^(?:owner|org|organi[sz]ation|namespace|account|user(?:name)?)$/i;
const repositories = /^(?:repo|repository|project)(?:_?name)?$/i;
const slug =
  /^(?:(?:https?:\/\/)?(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org)\/)?([A-Za-z0-9][\w.-]*)\/([A-Za-z0-9][\w.-]*)$/;
/** Paths and branches have the same form. */
const noOwner =
  /^(?:and|either|feature|feat|fix|bugfix|hotfix|release|chore|docs|origin|upstream|refs|heads|src|lib|test|tests|dist|tmp|var|etc|home)$/i;

const paths = /path|branch|ref|file|head|base|query/i;

/** Gives the owner and the repository of the one "owner/repository" that is said. Pure. */
export function splitRepository(values: JsonObject, { fields, words }: Reading): JsonObject {
  const owning = fields.filter(({ name, shape }) => shape.kind === "text" && owners.test(name));
  const owner = (owning.find(({ name }) => /^owner$/i.test(name)) ?? owning[0])?.name;
  const repository = fields.find(({ name, shape }) => shape.kind === "text" && repositories.test(name))?.name;
  if (owner === undefined || repository === undefined) return values;
  const said = words.flatMap(({ text }) => {
    const found = slug.exec(text.replace(/\.git$/, ""));
    return found?.[1] !== undefined && found[2] !== undefined && !noOwner.test(found[1])
      ? [{ text, owner: found[1], repository: found[2] }]
      : [];
  });
  const [only, ...others] = said;
  if (!only || others.some((other) => other.text !== only.text)) return values;
  const isGiven = values[owner] !== undefined || values[repository] !== undefined;
  const isOpen = (name: string, part: string): boolean =>
    [undefined, only.text, part].includes(values[name] as string | undefined);
  if (!isGiven || !isOpen(owner, only.owner) || !isOpen(repository, only.repository)) return values;
  // Where the whole of it stands in another argument, nothing was said for that one.
  const isRepeat = (value: Json | undefined): boolean =>
    value === only.text || (Array.isArray(value) && value.length > 0 && value.every(isRepeat));
  const repeats = new Set(Object.keys(values).filter((name) => !paths.test(name) && isRepeat(values[name])));
  return { ...without(values, repeats), [owner]: only.owner, [repository]: only.repository };
}

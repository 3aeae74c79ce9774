// Large toolboxes: the model is shown the few tools that fit, always in the same order.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { emptyCatalogue } from "../../src/core/catalogue.ts";
import { openToolbox, type Toolbox } from "../../src/core/interpret.ts";
import type { PromptStyle } from "../../src/core/modelCard.ts";
import { mostDeclared, narrow } from "../../src/core/narrow.ts";
import { route } from "../../src/core/route.ts";
import type { GenerateParams } from "../../src/core/rpc.ts";
import { normaliseTool } from "../../src/core/tool.ts";

const things = ["invoice", "ticket", "guest", "parcel", "recipe", "plant", "song", "lease"];
const deeds = ["create", "delete", "export", "archive"];

function toolboxOf(count: number): Toolbox {
  const names = things.flatMap((thing) => deeds.map((deed) => [deed, thing] as const)).slice(0, count);
  return openToolbox(
    names.map(([deed, thing]) => {
      const normalised = normaliseTool(
        { name: `${deed}_${thing}`, description: `Will ${deed} one ${thing}.` },
        "office",
      );
      assert.ok(normalised.ok);
      return normalised.tool;
    }),
  );
}

async function ask(
  request: string,
  toolbox: Toolbox,
  style: PromptStyle = "declared_words",
): Promise<{ prefix: string; grammar: string; shortlist: number; tokens: unknown }> {
  const asked: GenerateParams[] = [];
  let clock = 0;
  const text = "<start_function_call>call:no_tool{}<end_function_call>";
  const outcome = await route(
    {
      request,
      toolbox,
      catalogue: emptyCatalogue,
      model: { id: "scripted", style, format: "functiongemma" },
    },
    {
      now: () => (clock += 1),
      generate: async (params) => {
        asked.push(params);
        const tokens = [{ text, probability: 1 }];
        return { text, tokens, stopped: "stop", promptTokens: 9, reusedTokens: 4, prefillMs: 1, decodeMs: 1 };
      },
    },
  );
  const prefix = asked[0]?.prefix.map((part) => part.text).join("") ?? "";
  const { timings, tokens } = outcome;
  return { prefix, grammar: asked[0]?.grammar ?? "", shortlist: timings.shortlist, tokens };
}

const declared = (prefix: string): string[] =>
  [...prefix.matchAll(/declaration:(\w+)/g)].map((match) => match[1] ?? "");

describe("a large toolbox", () => {
  it("is narrowed down to eight tools with the one that the request names, and only those can be called", async () => {
    const { prefix, grammar } = await ask("archive the parcel please", toolboxOf(32));
    const names = declared(prefix);
    assert.equal(names.length, 8);
    assert.ok(names.includes("archive_parcel"));
    assert.match(grammar, /archive_parcel/);
    assert.doesNotMatch(grammar, /create_song/);
  });

  it("keeps its order, so that requests for the same tools share the evaluated prompt", async () => {
    const toolbox = toolboxOf(32);
    const one = await ask("delete a guest, or archive, create, export guest", toolbox);
    const other = await ask("export create archive delete: guest", toolbox);
    assert.equal(one.prefix, other.prefix);
    const order = toolbox.tools.map((tool) => tool.name);
    const positions = declared(one.prefix).map((name) => order.indexOf(name));
    assert.deepEqual(
      positions,
      [...positions].sort((a, b) => a - b),
    );
  });

  it("is shown whole up to twelve tools, and to a model that knows it by heart", () => {
    const small = toolboxOf(mostDeclared);
    assert.equal(narrow("archive the parcel", small, "declared_words").length, mostDeclared);
    const large = toolboxOf(mostDeclared + 1);
    assert.equal(narrow("archive the parcel", large, "declared").length, 8);
    assert.equal(narrow("archive the parcel", large, "bare"), large.tools);
  });

  it("counts the time of narrowing, and the tokens of every question", async () => {
    const { shortlist, tokens } = await ask("archive the parcel", toolboxOf(32));
    assert.equal(shortlist, 1);
    assert.deepEqual(tokens, { questions: 1, prompt: 9, reused: 4, answer: 1 });
  });
});

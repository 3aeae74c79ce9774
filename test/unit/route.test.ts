import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { emptyCatalogue, type Catalogue } from "../../src/core/catalogue.ts";
import type { RouteOutcome } from "../../src/core/decision.ts";
import { Failure } from "../../src/core/failure.ts";
import { completeCall } from "../../src/core/interpret.ts";
import { route } from "../../src/core/route.ts";
import type { GenerateParams, Generation } from "../../src/core/rpc.ts";
import { permits } from "./gbnfMatcher.ts";
import { kiwiToolbox } from "./kiwiTools.ts";

const E = "<escape>";
const written = (body: string): string => `<start_function_call>call:${body}<end_function_call>`;

/** A model that says the given answers one after the other, and remembers what it was asked. */
function scripted(...answers: string[]): {
  asked: GenerateParams[];
  generate: (params: GenerateParams) => Promise<Generation>;
} {
  const asked: GenerateParams[] = [];
  return {
    asked,
    generate: async (params) => {
      const text = answers[asked.length] ?? written("no_tool{}");
      asked.push(params);
      return {
        text,
        tokens: [{ text, probability: 0.9 }],
        stopped: "stop",
        promptTokens: 1,
        reusedTokens: 0,
        prefillMs: 1,
        decodeMs: 1,
      };
    },
  };
}

async function decide(
  request: string,
  model: ReturnType<typeof scripted>,
  catalogue: Catalogue = emptyCatalogue,
): Promise<RouteOutcome> {
  const ports = { generate: model.generate, now: () => 0 };
  return route(
    {
      request,
      toolbox: kiwiToolbox(),
      catalogue,
      model: { id: "scripted", style: "bare", format: "functiongemma" },
    },
    ports,
  );
}

const run = (id: string, type = "script"): string =>
  written(`execute{action:${E}run${E},item_id:${E} ${id}${E},item_type:${E}${type}${E}}`);

describe("route", () => {
  it("turns the model's answer into a call, and permits it in the grammar", async () => {
    const answer = written(`search{item_type:${E}script${E},query:${E} email${E}}`);
    const model = scripted(answer);
    const outcome = await decide("find email scripts", model);
    assert.deepEqual(outcome.decision, {
      kind: "call",
      call: { name: "search", arguments: { item_type: "script", query: "email" } },
      confidence: 0.975,
      alternatives: [],
    });
    assert.equal(outcome.rules.agrees, true);
    assert.ok(permits(model.asked[0]!.grammar, answer));
    assert.deepEqual(model.asked[0]!.prefix, [{ kind: "template", text: "<bos><start_of_turn>user\n" }]);
    assert.deepEqual(model.asked[0]!.prompt[0], { kind: "text", text: " find email scripts" });
  });

  it("keeps control tokens in a request as plain text, apart from the template", async () => {
    const model = scripted(written("no_tool{}"));
    await decide("say <escape> and <end_function_call>", model);
    const { prompt } = model.asked[0]!;
    assert.equal(prompt[0]!.kind, "text");
    assert.ok(
      prompt.filter((part) => part.kind === "template").every((part) => !part.text.includes("<escape>")),
    );
  });

  it("never asks the model for a pasted call or a slash form", async () => {
    for (const request of [
      'search(item_type="script", query="email")',
      '{"name": "search", "arguments": {"item_type": "script", "query": "email"}}',
      "/search script email",
      written(`search{item_type:${E}script${E},query:${E}email${E}}`),
    ]) {
      const model = scripted();
      const outcome = await decide(request, model);
      assert.equal(model.asked.length, 0, request);
      assert.equal(outcome.recovery, "rules");
      assert.equal(outcome.decision.kind, "call");
    }
  });

  it("says that arithmetic needs a calculator", async () => {
    const outcome = await decide("what is 17 * 23?", scripted());
    assert.equal(outcome.decision.kind, "none");
    assert.equal(outcome.recovery, "rules");
  });

  it("uses the catalogue's spelling, and another type's item when the request names no type", async () => {
    const catalogue = { directive: ["deploy_app"], script: ["email-enricher"], knowledge: [] };
    const spelled = await decide("run email_enricher", scripted(run("email_enricher")), catalogue);
    assert.ok(spelled.decision.kind === "call");
    assert.equal(spelled.decision.call.arguments["item_id"], "email-enricher");
    const other = await decide("run deploy_app", scripted(run("deploy_app")), catalogue);
    assert.ok(other.decision.kind === "call");
    assert.equal(other.decision.call.arguments["item_type"], "directive");
    const typo = await decide("run the email_enrihcer script", scripted(run("email_enrihcer")), catalogue);
    assert.ok(typo.decision.kind === "call");
    assert.equal(typo.decision.call.arguments["item_id"], "email-enricher");
  });

  it("asks when two items are equally near", async () => {
    const catalogue = { directive: [], script: ["report_north", "report_forth"], knowledge: [] };
    const outcome = await decide("run the report_worth script", scripted(run("report_worth")), catalogue);
    assert.ok(outcome.decision.kind === "ask");
    assert.deepEqual(outcome.decision.missing, ["item_id"]);
    assert.equal(outcome.decision.alternatives.length, 2);
  });

  it("types free parameters and keeps versions as text", async () => {
    const body = `execute{action:${E}run${E},item_id:${E} web_scraper${E},item_type:${E}script${E},parameters:{ url:${E} https://a.b?c=1${E}, max-depth:${E} 2${E},version:${E} v2.0${E}, deep:${E} true${E}}}`;
    const outcome = await decide(
      "run web_scraper url=https://a.b?c=1 --max-depth 2 version v2.0 deep true",
      scripted(written(body)),
    );
    assert.ok(outcome.decision.kind === "call");
    assert.deepEqual(outcome.decision.call.arguments["parameters"], {
      url: "https://a.b?c=1",
      max_depth: 2,
      version: "2.0",
      deep: true,
    });
  });

  it("reads inputs given as JSON instead of asking the model", async () => {
    const model = scripted(run("csv_summary"));
    const outcome = await decide('run csv_summary with inputs {"file": "a.csv", "rows": 3}', model);
    assert.ok(outcome.decision.kind === "call");
    assert.deepEqual(outcome.decision.call.arguments["parameters"], { file: "a.csv", rows: 3 });
    assert.deepEqual(model.asked[0]!.prompt[0], { kind: "text", text: " run csv_summary" });
  });

  it("asks again in plainer words where the name of an item is all that is said", async () => {
    const catalogue = { directive: [], script: ["purge_cart_cache"], knowledge: [] };
    const model = scripted(written("no_tool{}"), run("purge_cart_cache"));
    const outcome = await decide("purge cart cache on staging", model, catalogue);
    assert.equal(outcome.decision.kind, "call");
    assert.equal(outcome.request, "purge cart cache on staging");
    assert.deepEqual(model.asked[1]!.prompt[0], {
      kind: "text",
      text: " run script purge_cart_cache on staging",
    });
    const still = await decide("purge cart cache on staging", scripted(), catalogue);
    assert.equal(still.decision.kind, "none");
  });

  it("joins spoken words to an id", async () => {
    const outcome = await decide(
      "create a script named slack notifier",
      scripted(
        written(`execute{action:${E}create${E},item_id:${E} slack notifier${E},item_type:${E}script${E}}`),
      ),
    );
    assert.ok(outcome.decision.kind === "call");
    assert.equal(outcome.decision.call.arguments["item_id"], "slack_notifier");
  });

  it("repairs once with the error fed back, and leaves the wrong argument out of the grammar", async () => {
    const bad = written(`search{item_type:${E}script${E},limit: 0,query:${E} email${E}}`);
    const good = written(`search{item_type:${E}script${E},query:${E} email${E}}`);
    const model = scripted(bad, good);
    const outcome = await decide("find 0 email scripts", model);
    assert.equal(outcome.recovery, "repair");
    assert.equal(outcome.decision.kind, "call");
    assert.equal(model.asked.length, 2);
    assert.ok(model.asked[1]!.prompt.some((part) => part.kind === "text" && part.text.includes("limit")));
    assert.ok(!permits(model.asked[1]!.grammar, bad));
    assert.ok(permits(model.asked[1]!.grammar, good));
  });

  it("falls back to rules, then to the person, when the answer stays unreadable", async () => {
    const rules = await decide("find email scripts", scripted("garbage", "garbage"));
    assert.equal(rules.recovery, "fallback");
    assert.equal(rules.decision.kind, "call");
    const person = await decide("hm what now", scripted("garbage", "garbage"));
    assert.equal(person.decision.kind, "ask");
  });

  it("reads the item that a search's topic names, which is a call of another tool", async () => {
    const search = written(`search{item_type:${E}knowledge${E},query:${E} espresso ratios${E}}`);
    const some: Catalogue = { ...emptyCatalogue, knowledge: ["espresso_ratios"] };
    const outcome = await decide("open the note on espresso ratios", scripted(search), some);
    assert.deepEqual(outcome.decision.kind === "call" && outcome.decision.call, {
      name: "load",
      arguments: { item_type: "knowledge", item_id: "espresso_ratios", source: "project" },
    });
  });

  it("hears the sync phrases where the model sees no tool", async () => {
    const hear = async (request: string) => (await decide(request, scripted())).decision;
    const heard = await hear("sync our agent config pls, the new build machine still has last week's");
    assert.deepEqual(heard.kind === "call" && heard.call.arguments, {
      item_type: "directive",
      action: "run",
      item_id: "sync_agent_config",
    });
    for (const request of [
      "sync our agent config, no wait, never mind",
      "sync scripts to the NAS",
      "don't sync the scripts",
      "why does sync scripts fail",
      "sync scripts, if you dare",
      "sync scripts, dry run please",
      "sync scripts, dry_run=true",
      "sync my scripts, except deploy_app",
      "sync knowledge, only the german notes",
      "sync scripts, once CI is green",
      "sync scripts, tomorrow at 9",
      "sync scripts, to the NAS",
      "sync scripts: how does that work",
      "sync scripts, scratch that",
      "sync scripts, our prod ones excluded",
      "sync directives, the deploy ones",
      "sync scripts, we are on staging",
      "sync scripts, our lead forbids it",
      "sync directives, my colleague asked whether that works",
      "sync directives, was what I typed and nothing happened",
    ])
      assert.equal((await hear(request)).kind, "none", request);
  });

  it("never turns a plain don't into a call that acts", async () => {
    const outcome = await decide("please don't run cleanup_logs", scripted(run("cleanup_logs")));
    assert.equal(outcome.decision.kind, "none");
  });

  it("asks for what is missing, and completes the call with the answer", async () => {
    const outcome = await decide(
      "create a script",
      scripted(
        written(
          `ask_user{known:{action:${E}create${E},item_type:${E}script${E}},missing:${E}item_id${E},tool:${E}execute${E}}`,
        ),
      ),
    );
    assert.ok(outcome.decision.kind === "ask");
    assert.equal(outcome.decision.question, "What should the new script be called?");
    const completed = completeCall(outcome.decision.partial!, "item_id", "csv parser", kiwiToolbox());
    assert.ok(completed.decision?.kind === "call");
    assert.deepEqual(completed.decision.call, {
      name: "execute",
      arguments: { action: "create", item_type: "script", item_id: "csv_parser" },
    });
  });

  it("offers the next best reading when nothing seems to fit but the model is unsure", async () => {
    const model = scripted(
      written("no_tool{}"),
      written(`search{item_type:${E}script${E},query:${E} email${E}}`),
    );
    const unsure = {
      ...model,
      generate: async (params: GenerateParams) => ({
        ...(await model.generate(params)),
        tokens: [{ text: "", probability: 0.5 }],
      }),
    };
    const outcome = await decide("email script thing", unsure);
    assert.equal(outcome.decision.kind, "none");
    assert.equal(outcome.decision.alternatives[0]?.call.name, "search");
    assert.ok(!permits(model.asked[1]!.grammar, written("no_tool{}")));
  });

  it("refuses empty and overlong requests with a hint", async () => {
    for (const request of ["", "   \u0000 ", "x".repeat(10_000)]) {
      await assert.rejects(
        decide(request, scripted()),
        (error: unknown) => error instanceof Failure && error.code === "bad_request" && error.hint.length > 0,
      );
    }
  });
});

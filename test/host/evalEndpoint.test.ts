// The endpoint candidate against a local server that speaks, or misspeaks, OpenAI's chat API.
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, it } from "mocha";
import { openToolbox } from "../../src/core/interpret.ts";
import { normaliseTool } from "../../src/core/tool.ts";
import type { SetRow } from "../../src/host/eval/candidate.ts";
import { openEndpoint, type EndpointOptions } from "../../src/host/eval/endpointCandidate.ts";

const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const listed = normaliseTool({ name: "weather", inputSchema: schema }, "row");
assert.ok(listed.ok);
const row: SetRow = {
  row: { id: "1", request: "weather in Oslo", toolbox: { tools: [] }, calls: [], tags: [] },
  toolbox: openToolbox([listed.tool]),
  line: 1,
};
const called = {
  choices: [{ message: { tool_calls: [{ function: { name: "weather", arguments: '{"city":"Oslo"}' } }] } }],
};

interface Seen {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: string;
}

describe("the endpoint candidate", () => {
  let server: Server;
  let url: string;
  let seen: Seen[];
  let reply: (response: ServerResponse, n: number) => void;

  before(async () => {
    server = createServer((request: IncomingMessage, response: ServerResponse) => {
      let body = "";
      request.on("data", (data: Buffer) => (body += data.toString()));
      request.on("end", () => {
        const path = request.url ?? "";
        seen.push({ path, key: request.headers.authorization, body });
        if (path.endsWith("/models")) response.end(JSON.stringify({ data: [{ id: "first-model" }] }));
        else reply(response, seen.filter((one) => !one.path.endsWith("/models")).length);
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    seen = [];
    reply = (response) => response.end(JSON.stringify(called));
  });

  const signal = new AbortController().signal;
  const open = (more: Partial<EndpointOptions> = {}) =>
    openEndpoint({ url, settings: "", retryMs: 5, ...more }, signal);

  it("sends the row's tools and reads the calls", async () => {
    const candidate = await open({ apiKey: "secret" });
    assert.match(candidate.label, /^first-model at 127\.0\.0\.1/);
    const answer = await candidate.answer(row, signal);
    assert.deepEqual(
      [answer.kind, answer.valid, answer.calls],
      ["call", true, [{ name: "weather", arguments: { city: "Oslo" } }]],
    );
    const sent = JSON.parse(seen[1]?.body ?? "{}");
    assert.deepEqual([sent.model, sent.tool_choice, sent.temperature], ["first-model", "auto", 0]);
    assert.deepEqual(sent.tools[0].function.parameters.required, ["city"]);
    assert.equal(seen[1]?.key, "Bearer secret");
    assert.equal(seen[1].path, "/v1/chat/completions");
    assert.doesNotMatch(candidate.fingerprint + candidate.label, /secret/);
  });

  it("takes the model that the address names, and sends no key without one", async () => {
    const candidate = await open({ url: `${url}#named` });
    assert.match(candidate.label, /^named at/);
    await candidate.answer(row, signal);
    assert.equal(seen.length, 1);
    assert.equal(seen[0]!.key, undefined);
    assert.equal(JSON.parse(seen[0]?.body ?? "{}").model, "named");
  });

  it("takes a text for abstaining", async () => {
    reply = (response) => response.end(JSON.stringify({ choices: [{ message: { content: "Hello." } }] }));
    const answer = await (await open()).answer(row, signal);
    assert.deepEqual([answer.kind, answer.raw], ["none", "Hello."]);
  });

  it("tries once more after 429 and 5xx, and only once", async () => {
    for (const status of [429, 500, 503]) {
      seen = [];
      reply = (response, n) => {
        response.statusCode = n === 1 ? status : 200;
        response.end(JSON.stringify(called));
      };
      assert.equal((await (await open()).answer(row, signal)).kind, "call");
    }
    seen = [];
    reply = (response) => {
      response.statusCode = 503;
      response.end("busy");
    };
    await assert.rejects((await open()).answer(row, signal), /answered: 503 busy/);
    assert.equal(seen.length, 3);
  });

  it("says what a refusing, silent or strange endpoint did", async () => {
    reply = (response) => {
      response.statusCode = 400;
      response.end("no such model");
    };
    await assert.rejects((await open()).answer(row, signal), {
      code: "server_failed",
      message: /400 no such/,
    });
    reply = (response) => response.end("<html>");
    await assert.rejects((await open()).answer(row, signal), /not JSON/);
    reply = () => undefined;
    await assert.rejects((await open({ timeoutMs: 50 })).answer(row, signal), /nothing within 0\.05 s/);
    reply = (response) => response.end('{"choices": [{"message": {"tool_calls": [{}]}}]}');
    assert.equal((await (await open()).answer(row, signal)).kind, "failed");
    await assert.rejects(open({ url: "http://127.0.0.1:9/v1" }), {
      code: "server_failed",
      message: /127\.0\.0\.1:9/,
    });
  });

  it("can be cancelled while it waits", async () => {
    reply = () => undefined;
    const stop = new AbortController();
    const candidate = await openEndpoint({ url, settings: "" }, stop.signal);
    const answer = candidate.answer(row, stop.signal);
    setTimeout(() => stop.abort(), 20);
    await assert.rejects(answer, { code: "cancelled" });
  });
});

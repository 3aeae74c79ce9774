// Run by engineClient.test.ts as a process of its own: starts an engine, prints its process id and waits to be killed.
import process from "node:process";
import { planGeneration } from "../../src/core/modelAnswer.ts";
import { emptyCatalogue } from "../../src/core/catalogue.ts";
import { kiwiTools } from "../unit/kiwiTools.ts";
import { startEngine, until } from "./startEngine.ts";

const mode = process.env["ENGINE_PARENT"];
if (mode !== undefined) {
  const { client, states } = startEngine();
  const answer = client.generate(
    planGeneration({
      request: "x",
      words: [],
      tools: kiwiTools(),
      catalogue: emptyCatalogue,
      style: "bare",
      format: "functiongemma",
    }),
  );
  if (mode === "loading") await until(() => states.length > 0 && client.pid !== undefined);
  else await answer;
  console.log(client.pid);
  setInterval(() => undefined, 1000);
}

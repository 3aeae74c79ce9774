// Run by engine.test.ts as a process of its own: starts an engine, prints its process id and waits to be killed.
import process from "node:process";
import { planGeneration } from "../../src/core/modelAnswer.ts";
import { emptyCatalogue } from "../../src/core/catalogue.ts";
import { kiwiTools } from "../unit/kiwiTools.ts";
import { startEngine } from "./startEngine.ts";

if (process.env["ENGINE_PARENT"] === "1") {
  const { client } = startEngine();
  await client.generate(
    planGeneration({ request: "x", words: [], tools: kiwiTools(), catalogue: emptyCatalogue, style: "bare" }),
  );
  console.log(await client.pid());
  setInterval(() => undefined, 1000);
}

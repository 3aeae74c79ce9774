// The packaged extension as a person has it: installed VSIX, palette, chat, real dialogs. Screenshots go to test-artifacts/.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { hostPaths } from "../vscode/hostPaths.mjs";
import { startHost, windowAddress } from "../vscode/startHost.mjs";
import { evaluationSteps } from "./evaluation.mjs";
import { journalSteps } from "./journal.mjs";
import { Person } from "./person.mjs";
import { refusedTrainingSteps, trainingPython, trainingSteps } from "./training.mjs";

if (!existsSync(hostPaths().done)) {
  console.error('The editor for tests is missing: run "node test/vscode/installHost.mjs" first.');
  process.exit(1);
}
mkdirSync("test-artifacts", { recursive: true });
const vsix = findVsix();
const workspace = "test/fixtures/workspaces/demo";
let host;
let person;
const open = async (options) => {
  host = await startHost({ vsix, workspace, ...options });
  person = new Person(host.page, "test-artifacts");
  await host.page.goto(windowAddress(host));
  await person.sees(".statusbar-item");
};
const scriptExists = (name) =>
  readdirSync(join(host.workspace, ".ai"), { recursive: true }).some((path) => path.endsWith(`${name}.py`));

const steps = [
  [
    "nothing is shown at start-up",
    async () => {
      await host.page.waitForTimeout(2500);
      assert.equal(await host.page.locator(".notification-toast").count(), 0);
      assert.equal(
        await host.page.locator('[id="tool-router.tool-router.toolRouter.status"]').count(),
        0,
        "active at start-up",
      );
    },
  ],
  [
    "the first @router turn in chat is answered",
    async () => {
      await person.opensChat();
      await person.says("@router find email scripts");
      await person.readsAnswer(/email/);
      await person.takesPicture("chat-search");
    },
  ],
  [
    "chat asks before it creates a script, and creates it after a click",
    async () => {
      await person.says("create a new script called csv_parser");
      await person.readsAnswer(/It creates the script/);
      await person.takesPicture("chat-consent");
      assert.equal(scriptExists("csv_parser"), false);
      await person.clicksAnswerButton("Run");
      await person.readsAnswer(/Created script csv_parser/);
      await person.takesPicture("chat-created");
      assert.equal(scriptExists("csv_parser"), true);
    },
  ],
  [
    "chat creates nothing after Cancel",
    async () => {
      await person.says("create a new script called never_made");
      await person.readsAnswer(/It creates the script/);
      await person.clicksAnswerButton("Cancel");
      await person.readsAnswer(/Nothing was run/);
      assert.equal(scriptExists("never_made"), false);
    },
  ],
  [
    "a question in chat is answered by the next message",
    async () => {
      await person.says("create a script");
      await person.readsAnswer(/be called/);
      await person.says("todo_list");
      await person.readsAnswer(/It creates the script "todo_list"/);
      await person.takesPicture("chat-question");
      await person.clicksAnswerButton("Cancel");
      await person.readsAnswer(/Nothing was run/);
    },
  ],
  [
    "Router: Ask… predicts while typing, and Enter shows what was found",
    async () => {
      await person.opensAskBox();
      await person.types("find email scripts");
      await person.seesRow(/search .*email/);
      await person.takesPicture("ask-prediction");
      await person.presses("Enter");
      await person.seesRow(/^email_/);
      await person.takesPicture("ask-found");
      await person.presses("Enter");
      await person.sees(".tab.active[data-resource-name$='.py']");
      await person.takesPicture("ask-opened");
    },
  ],
  [
    "Router: Ask… shows server, tool and arguments before it changes something",
    async () => {
      await person.opensAskBox();
      await person.types("create a new script called from_palette");
      await person.seesRow(/create/);
      await person.presses("Enter");
      await person.sees(".monaco-dialog-box");
      await person.takesPicture("ask-consent");
      const text = await host.page.locator(".monaco-dialog-box").innerText();
      assert.match(text, /kiwi · execute/);
      assert.match(text, /item_id: from_palette/);
      assert.equal(scriptExists("from_palette"), false);
      await host.page.locator(".monaco-dialog-box .monaco-button", { hasText: /^Run$/ }).click();
      await person.sees(".tab.active[data-resource-name='from_palette.py']");
      await person.takesPicture("ask-created");
      assert.equal(scriptExists("from_palette"), true);
    },
  ],
  [
    "the status item offers actions",
    async () => {
      await host.page.locator(".statusbar-item", { hasText: "Router" }).click();
      await person.seesRow(/Restart Engine/);
      await person.takesPicture("status-actions");
      await person.presses("Escape");
    },
  ],
  [
    "Router: Show Tools lists the tools",
    async () => {
      await person.runsCommand("Router: Show Tools");
      await person.seesRow(/^execute/);
      await person.takesPicture("tools");
      await person.presses("Escape");
    },
  ],
];

const restrictedSteps = [
  [
    "Restricted Mode refuses to create and still finds",
    async () => {
      await person.opensChat();
      await person.says("@router create a new script called never_made");
      await person.readsAnswer(/not trusted[^]*Nothing was run/);
      await person.takesPicture("restricted");
      assert.equal(scriptExists("never_made"), false);
      await person.says("find email scripts");
      await person.readsAnswer(/email_/);
    },
  ],
];

const withoutModelSteps = [
  [
    "a missing model is said in one sentence, with the setting that names it",
    async () => {
      await person.runsCommand("Router: Ask");
      await person.sees(".notification-toast");
      await person.takesPicture("model-missing");
      const text = await host.page.locator(".notification-toast").first().innerText();
      assert.match(text, /missing/);
      assert.match(text, /Open Settings/);
    },
  ],
];

let count = 0;
let passed = 0;
let failed = 0;
await run([...steps, ...journalSteps(() => ({ host, person }))], {});
await run(
  evaluationSteps(() => ({ host, person })),
  {},
);
await run(
  trainingSteps(() => ({ host, person })),
  { settings: { "toolRouter.training.python": trainingPython } },
);
await run([...restrictedSteps, ...refusedTrainingSteps(() => ({ host, person }))], { trustAsked: true });
await run(withoutModelSteps, { settings: { "toolRouter.model.path": "/nowhere/model.gguf" } });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Runs steps in one fresh editor; a failed one leaves a picture. */
async function run(titledSteps, options) {
  await open(options);
  try {
    for (const [title, step] of titledSteps) {
      count += 1;
      try {
        await step();
        passed += 1;
        console.log(`  ✔ ${title}`);
      } catch (error) {
        failed += 1;
        console.log(`  ✘ ${title}\n    ${error.message.replaceAll("\n", "\n    ")}`);
        const seen = [...(await person.readsWindow()), ...host.log().split("\n").slice(-5)];
        console.log(`    ${["In the window and its log:", ...seen].join("\n    ")}`);
        await person.takesPicture(`failed-step-${count}`);
        await person.presses("Escape");
      }
    }
  } finally {
    await host.stop();
  }
}

/** The VSIX of this platform; built when there is none or one that is older than what it is made from. */
function findVsix() {
  const find = () =>
    readdirSync("out").find(
      (name) => name.endsWith(".vsix") && name.includes(`-${process.platform}-${process.arch}-`),
    );
  const found = existsSync("out") ? find() : undefined;
  if (
    found &&
    statSync(join("out", found)).mtimeMs >
      newest(["src", "models", "media", "package.json", "training/tool_router_training", "contract"])
  )
    return join("out", found);
  execFileSync("npm", ["run", "--silent", "package"], { stdio: ["ignore", "ignore", "inherit"] });
  return join("out", find());
}

/** The latest change below these paths, in milliseconds. */
function newest(paths) {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true }).map((name) => join(path, name))
      : [path],
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

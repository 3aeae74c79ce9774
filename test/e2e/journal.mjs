// The journal as a person fills it: a call that is edited before it runs, and what the evaluation page says of it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @param current () => ({ host, person }) of the editor that is open. */
export function journalSteps(current) {
  return [
    [
      "arguments that are edited before the run are kept as a correction",
      async () => {
        const { host, person } = current();
        await person.opensChat();
        await person.says("@router create a new script called first_name");
        await person.readsAnswer(/It creates the script "first_name"/);
        await person.clicksAnswerButton("Edit Arguments…");
        const input = host.page.locator(".quick-input-widget input");
        await input.waitFor();
        const edited = (await input.inputValue()).replace("first_name", "second_name");
        await input.fill(edited);
        await person.presses("Enter");
        await person.readsAnswer(/It creates the script "second_name"/);
        await person.clicksAnswerButton("Run");
        await person.readsAnswer(/Created script second_name/);
        const entry = readJournal(host).at(-1);
        assert.equal(entry.outcome, "ok");
        assert.equal(entry.call.arguments.item_id, "first_name");
        assert.equal(entry.corrected.arguments.item_id, "second_name");
      },
    ],
    [
      "the evaluation page counts everyday requests and corrections",
      async () => {
        const { host, person } = current();
        await person.runsCommand("Router: Show Evaluation");
        const shown = host.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
        await shown.getByRole("tab", { name: "Log" }).click();
        const asked = readJournal(host).length;
        await shown.getByText(new RegExp(`^${asked} requests?$`)).waitFor();
        await shown.getByRole("heading", { name: "Corrected" }).waitFor();
        await person.takesPicture("evaluation-log");
        await shown.getByRole("tab", { name: "Overview" }).click();
        await person.runsCommand("View: Close All Editors");
      },
    ],
  ];
}

function readJournal(host) {
  const storage = join(host.folder, "user", "User", "globalStorage");
  const name = readdirSync(storage, { recursive: true }).find((path) => path.endsWith("journal.jsonl"));
  assert.ok(name, "there is no journal");
  const lines = readFileSync(join(storage, name), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

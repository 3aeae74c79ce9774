// What a person does in front of the editor, in their words.
import { join } from "node:path";

// On a busy machine the editor itself takes up to a minute until its extension hosts are there.
const patienceMs = 100_000;
const answers = ".interactive-response";

export class Person {
  #page;
  #pictures;
  #count = 0;

  constructor(page, picturesFolder) {
    this.#page = page;
    this.#pictures = picturesFolder;
  }

  async sees(selector) {
    await this.#page.locator(selector).first().waitFor({ timeout: patienceMs });
  }

  async presses(key) {
    await this.#page.keyboard.press(key);
  }

  async types(text) {
    await this.#page.keyboard.type(text, { delay: 20 });
  }

  async runsCommand(name) {
    const row = this.#page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name });
    // A palette that was opened before the extensions were read does not learn of their commands.
    for (let tries = 0; tries < 8 && (await row.count()) === 0; tries += 1) {
      await this.presses("Escape");
      await this.presses("F1");
      await this.sees(".quick-input-widget input");
      await this.types(name);
      await row.waitFor({ timeout: 2500 }).catch(() => undefined);
    }
    await row.waitFor({ timeout: 1000 });
    await this.presses("Enter");
    // The palette closes before the command opens a box of its own.
    await this.#page
      .locator(".quick-input-list .monaco-list-row", { hasText: name })
      .first()
      .waitFor({ state: "hidden", timeout: patienceMs });
  }

  async opensAskBox() {
    await this.runsCommand("Router: Ask");
    await this.sees(".quick-input-widget input[placeholder='Say what you want']");
  }

  /** A row of the open quick pick. */
  async seesRow(text) {
    await this.#page
      .locator(".quick-input-list .monaco-list-row .label-name, .quick-input-list .monaco-list-row", {
        hasText: text,
      })
      .first()
      .waitFor({ timeout: patienceMs });
  }

  async opensChat() {
    await this.runsCommand("Chat: Open Chat");
    await this.sees(".interactive-input-editor");
    await this.#page.waitForTimeout(1000);
  }

  async says(text) {
    await this.#page.locator(".interactive-input-editor").first().click();
    if (text.startsWith("@router ")) await this.#waitForParticipant();
    await this.types(text);
    // Let the completion list settle: Enter must send, not complete.
    await this.#page.waitForTimeout(500);
    await this.presses("Escape");
    await this.presses("Enter");
  }

  /** A request sent before the editor has read its extensions would go to another agent: "@" offers ours once it has. */
  async #waitForParticipant() {
    const offered = this.#page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "router" });
    for (let tries = 0; tries < 12 && (await offered.count()) === 0; tries += 1) {
      await this.presses("Control+A");
      await this.presses("Backspace");
      await this.types("@rou");
      await offered
        .first()
        .waitFor({ timeout: 2500 })
        .catch(() => undefined);
    }
    await this.presses("Escape");
    await this.presses("Control+A");
    await this.presses("Backspace");
  }

  /** Waits until the last answer says `text`. */
  async readsAnswer(text) {
    const last = this.#page.locator(answers).last();
    const until = Date.now() + patienceMs;
    let read = "";
    while (Date.now() < until) {
      read = (await last.count()) > 0 ? await last.innerText() : "";
      if (text.test(read)) return;
      await this.#page.waitForTimeout(150);
    }
    throw new Error(`The answer does not say ${text}. It says: ${read}`);
  }

  async clicksAnswerButton(name) {
    // Buttons of earlier answers stay, and those of the last one may come a moment after its words.
    await this.#page
      .locator(answers)
      .last()
      .locator("a.monaco-button", { hasText: new RegExp(`^${name}$`) })
      .last()
      .click();
  }

  /** Messages, dialogs, an open quick pick and the status bar, as text: for the report of a failed step. */
  async readsWindow() {
    const shown = this.#page.locator(
      ".notification-toast, .monaco-dialog-box, .quick-input-widget:not(.hidden), .statusbar",
    );
    return (await shown.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ").trim()).filter(Boolean);
  }

  async takesPicture(name) {
    this.#count += 1;
    await this.#page.waitForTimeout(400);
    await this.#page.screenshot({
      path: join(this.#pictures, `${String(this.#count).padStart(2, "0")}-${name}.png`),
    });
  }
}

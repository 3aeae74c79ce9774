import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

interface Setting {
  readonly scope?: string;
  readonly order?: number;
  readonly markdownDescription?: string;
}

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly keybindings?: unknown;
    readonly chatParticipants: readonly { readonly isSticky: boolean; readonly disambiguation?: unknown }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
    };
  };
}

describe("the manifest", () => {
  const text = readFileSync("package.json", "utf8");
  const manifest = JSON.parse(text) as Manifest;
  const settings = Object.entries(manifest.contributes.configuration.properties);

  it("asks for the VS Code whose types it is compiled with", () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies["@types/vscode"] ?? ""}`);
  });

  it("is activated by a request, or by a panel of ours that is restored", () => {
    assert.deepEqual(
      manifest.activationEvents.filter((event) => !event.startsWith("onCommand:workbench.action.chat.")),
      ["onWebviewPanel:toolRouter.evaluation"],
    );
  });

  it("takes no key, and has one sticky participant that takes no other's requests", () => {
    assert.equal(manifest.contributes.keybindings, undefined);
    assert.equal(manifest.contributes.chatParticipants.length, 1);
    assert.equal(manifest.contributes.chatParticipants[0]?.isSticky, true);
    assert.equal(manifest.contributes.chatParticipants[0].disambiguation, undefined);
  });

  it("has few settings, each with scope, order and description", () => {
    assert.ok(settings.length <= 9);
    for (const [name, setting] of settings) {
      assert.ok(setting.scope !== undefined && setting.order !== undefined, name);
      assert.match(setting.markdownDescription ?? "", /^%.+%$/, name);
    }
  });

  it("does not let an untrusted workspace choose a model or a folder", () => {
    const open = settings
      .filter(([, setting]) => setting.scope === "machine-overridable")
      .map(([name]) => name);
    assert.deepEqual(
      open.sort(),
      [...manifest.capabilities.untrustedWorkspaces.restrictedConfigurations].sort(),
    );
  });

  it("has a text for every placeholder, and no text without one", () => {
    const texts = JSON.parse(readFileSync("package.nls.json", "utf8")) as Record<string, string>;
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? ""));
    assert.deepEqual(Object.keys(texts).sort(), [...used].sort());
  });

  it("has an icon of 256 pixels", () => {
    const icon = readFileSync(manifest.icon);
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [256, 256]);
  });
});

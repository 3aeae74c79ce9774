// A directive that is ready to be followed, as Markdown: its steps in order, its inputs, nothing executed.
import { isObject } from "./json.ts";
import { escapeText, inlineCode } from "./markdown.ts";

/** Renders `{name, description, process, provided_inputs, instructions}`; missing parts are left out. */
export function renderProcess(json: Record<string, unknown>): string {
  const steps = Array.isArray(json["process"]) ? json["process"].filter(isObject) : [];
  const inputs = isObject(json["provided_inputs"]) ? Object.entries(json["provided_inputs"]) : [];
  const sections = [
    `### ${field(json, "name")}`,
    field(json, "description"),
    inputs
      .map(
        ([name, value]) =>
          `- ${escapeText(name)}: ${inlineCode(typeof value === "string" ? value : JSON.stringify(value))}`,
      )
      .join("\n"),
    steps.map((step, index) => renderStep(step, index + 1)).join("\n"),
    wrap(field(json, "instructions")),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

function renderStep(step: Record<string, unknown>, number: number): string {
  const what = field(step, "description");
  const action = field(step, "action");
  return [
    `${number}. **${field(step, "name")}**${what === "" ? "" : ` — ${what}`}`,
    ...(action === "" ? [] : ["", `   ${action}`, ""]),
  ].join("\n");
}

function field(object: Record<string, unknown>, name: string): string {
  const value = object[name];
  return typeof value === "string" ? escapeText(value) : "";
}

function wrap(text: string): string {
  return text === "" ? "" : `*${text}*`;
}

// One case: the request, what was right, and every router's answer with its differences marked.
import { compareCalls, type ArgumentLine, type CallLines } from "../core/eval/callDifference.ts";
import type { IndexedCase } from "../core/eval/caseIndex.ts";
import type { Call } from "../core/decision.ts";
import type { Answer, Report } from "../core/eval/report.ts";
import { element, hidden, type Child } from "./element.ts";
import { errorNames, outcomeNames, outcomeSigns } from "./names.ts";
import { writeMilliseconds, writePercent } from "./numberText.ts";

const markWords: Readonly<Record<ArgumentLine["mark"], string>> = {
  same: "",
  different: "differs",
  extra: "not wanted",
  missing: "missing",
};

export function caseDetail(report: Report, one: IndexedCase): Child[] {
  const { case: row } = one;
  const runs = [report.tuned, ...(report.baseline === undefined ? [] : [report.baseline])];
  const others = report.runs.map((run) => run.id).filter((id) => !runs.includes(id));
  return [
    element(
      "header",
      {},
      element(
        "p",
        { class: `outcome ${one.outcome}` },
        element("span", { class: "sign", "aria-hidden": "true" }, outcomeSigns[one.outcome]),
        outcomeNames[one.outcome],
        one.error ? ` · ${errorNames[one.error]}` : "",
      ),
      element("h3", {}, row.request),
      element("p", { class: "quiet small" }, [row.id, ...row.tags].join(" · ")),
    ),
    element("section", { class: "answer gold" }, element("h4", {}, "Right call"), goldCalls(row.gold)),
    [...runs, ...others].flatMap((id) => {
      const answer = row.answers[id];
      const run = report.runs.find((candidate) => candidate.id === id);
      return answer ? answerSection(run?.label ?? id, answer, row.gold) : [];
    }),
  ];
}

function goldCalls(gold: readonly Call[]): Child {
  if (gold.length === 0) return element("p", { class: "nothing" }, "Nothing is called.");
  return compareCalls(gold, gold).map(callBlock);
}

function answerSection(label: string, answer: Answer, gold: readonly Call[]): HTMLElement {
  // What the grader let pass (a default, a spelling that counts as equal) is no difference.
  const calls = compareCalls(answer.calls, answer.exact ? answer.calls : gold);
  const silent = answer.calls.length === 0;
  return element(
    "section",
    { class: "answer" },
    element(
      "h4",
      {},
      element(
        "span",
        { class: answer.exact ? "good" : "bad", "aria-hidden": "true" },
        answer.exact ? "✓ " : "✕ ",
      ),
      label,
      hidden(answer.exact ? ", right" : ", wrong"),
    ),
    silent ? element("p", { class: "nothing" }, silence(answer)) : undefined,
    silent ? undefined : calls.map(callBlock),
    element(
      "dl",
      { class: "facts" },
      fact("Confidence", writePercent(answer.confidence)),
      fact("Time", writeMilliseconds(answer.ms)),
      Object.entries(answer.stages ?? {}).map(([name, ms]) => fact(capital(name), writeMilliseconds(ms))),
      answer.error ? fact("Error", errorNames[answer.error]) : undefined,
      !silent && !answer.schema_valid ? fact("Schema", "not valid") : undefined,
    ),
    answer.raw === undefined || answer.raw === ""
      ? undefined
      : element(
          "details",
          {},
          element("summary", {}, "As written", hidden(` by ${label}`)),
          element("pre", { tabindex: 0 }, answer.raw),
        ),
  );
}

function silence(answer: Answer): string {
  switch (answer.kind) {
    case "ask":
      return "Asks back.";
    case "none":
      return "Calls nothing.";
    case "failed":
      return "Failed.";
    case "call":
      return "No call that could be read.";
  }
}

function callBlock(call: CallLines): HTMLElement {
  return element(
    "div",
    { class: "call" },
    element("p", { class: `toolname ${call.toolMark}` }, call.tool, note(call.toolMark)),
    call.lines.length === 0
      ? undefined
      : element(
          "dl",
          {},
          call.lines.map((line) =>
            element(
              "div",
              { class: line.mark },
              element("dt", {}, line.name),
              element("dd", {}, element("span", { class: "value" }, line.value), note(line.mark)),
            ),
          ),
        ),
  );
}

function note(mark: ArgumentLine["mark"]): HTMLElement | undefined {
  return mark === "same" ? undefined : element("span", { class: "mark" }, markWords[mark]);
}

function fact(name: string, value: string): HTMLElement {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

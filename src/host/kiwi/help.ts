// help: what the tools can do, by topic.
import type { JsonObject } from "../../core/json.ts";
import { optionalChoice, type RequestArguments } from "./requestArguments.ts";

const topics = ["overview", "search", "load", "execute", "directives", "scripts", "knowledge"] as const;
type Topic = (typeof topics)[number];

const texts: Readonly<Record<Topic, string>> = {
  overview: `Kiwi keeps a team's directives, scripts and knowledge as files in .ai/ (project) and ~/.ai (user).

search   finds items by topic          "find email scripts"
load     reads or copies one item      "load script email_enricher", "copy it to user"
execute  runs or changes one item      "run directive deploy_app on staging", "create script csv_parser"
help     this text, or one topic       "help scripts"

Topics: search, load, execute, directives, scripts, knowledge.`,
  search: `search {item_type, query, source?, limit?}

item_type  directive, script or knowledge
query      the topic in plain words
source     local (default), registry or all
limit      most results, 10 unless given

An exact name comes first, then words of names, descriptions and tags, then content.`,
  load: `load {item_type, item_id, source, destination?, version?}

source       project (default), user or registry
destination  project or user: copies the item there and keeps its category; without it the item is only read
version      for the registry; the newest without it

Copying never overwrites other content, and an item that changed after validation is not copied.`,
  execute: `execute {item_type, action, item_id, parameters?}

run      directive: its steps, for you to follow; script: really runs it; knowledge: its text
create   from parameters.content, or a template; also category, location (project, user), title, description, tags
update   with parameters.content, or only validates and marks again
delete   needs parameters.confirm: true; source says which copy
publish  needs parameters.version and a registry (KIWI_REGISTRY)

"sign" is another word for update, "tool" for script.`,
  directives: `A directive is a workflow in .ai/directives/<category>/<name>.md: Markdown with one XML block that holds metadata
(description, permissions, model), inputs, process steps and outputs. name equals the file's name; version and permissions are required.

Running one executes nothing: it checks the inputs and returns the steps for an agent or a person to follow.`,
  scripts: `A script is a Python file in .ai/scripts/<category>/<name>.py with a docstring and __version__ = "x.y.z". Files in scripts/lib are
imports that scripts share.

Running one starts .venv/bin/python of the workspace, or python3, in the workspace's folder. Parameters become arguments:
{"max_rows": 5, "verbose": true, "tag": ["a", "b"]} → --max-rows 5 --verbose --tag a --tag b

A JSON object on standard output is the result; other text comes back as data.output. Limits: 300 seconds (_timeout changes it), results over
10 kB are kept under .ai/outputs/scripts/. dry_run: true only checks. Missing packages are reported with a plan; nothing is installed.`,
  knowledge: `A knowledge entry is Markdown in .ai/knowledge/<category>/<zettel_id>.md with front matter: zettel_id, title, entry_type, category,
tags, version. zettel_id equals the file's name. Running one returns its text for use as context.`,
};

/** @returns `{topic, content, topics}`. */
export function help(given: RequestArguments): JsonObject {
  const topic = optionalChoice(given, "topic", topics) ?? "overview";
  return { topic, content: texts[topic], topics };
}

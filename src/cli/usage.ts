// What `tool-router --help` prints.

export const usage = `Tool Router: turns a request into one tool call, on this machine.

  tool-router route "find email scripts"     what would be called, nothing runs
  tool-router run "find email scripts"       decide, ask where it matters, run
  tool-router tools                          the tools that can be called
  tool-router eval FILE.jsonl …              grades the model on hand-written requests
      --baseline WHAT    compare with: a model, "rules", "no-adapter", "chat-functions", or http://…/v1[#model]
      --out DIR          write the report: a page, Markdown, JSON, CSV and charts
      --tag NAME         only rows with this tag
      --limit N          only the first N rows of each file
      --fresh            answer again what is kept from earlier runs
      --calibrate        fit confidence to held-out rows; the fit goes into the model's card
      --data DIR         the data of public sets, such as bfcl:simple_python
  tool-router bench                          measures this machine with 4, 36 and 500 tools
      --rounds N         rounds over the requests of each toolbox (default 8)
  tool-router train [WHAT]                   trains a router of your own: see tool-router train --help
  tool-router logs                           how your requests went: success, recovery, times
      --since DATE       nothing before this day, such as 2026-01-31

  -w, --workspace DIR    the folder that holds .ai/ (default: this folder)
  -m, --model NAME|PATH  a model of models/ or a GGUF file (default: the shipped one)
      --other-model NAME|PATH  the model for tools that are not built in (default: the shipped one for those)
      --format NAME      how the model writes calls: functiongemma or qwen (default: as its card says)
      --adapter FILE     a LoRA adapter (GGUF) for the model; "none" leaves out its own
      --json             machine-readable output
  -y, --yes              run without asking (you agree to whatever is decided)
      --cpu              do not look for a GPU
      --no-journal       keep no record of this request (always: TOOL_ROUTER_JOURNAL=off)
      --threads N        CPU threads (default 1, which is the fastest for small models)
  -h, --help   -v, --version

A request that starts with a dash goes behind "--": tool-router route -- "-h flag notes".
Exit codes: 0 a call (or a successful run), 2 asks for something, 3 no tool fits, 1 failure.`;

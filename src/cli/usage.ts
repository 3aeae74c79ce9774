// What `tool-router --help` prints.

export const usage = `Tool Router: turns a request into one tool call, on this machine.

  tool-router route "find email scripts"     what would be called, nothing runs
  tool-router run "find email scripts"       decide, ask where it matters, run
  tool-router tools                          the tools that can be called
  tool-router eval FILE.jsonl …              grades the model on hand-written requests
      --baseline WHAT    compare with: a model, "rules", "chat-functions", or http://…/v1[#model]
      --out DIR          write the report: a page, Markdown, JSON, CSV and charts
      --limit N          only the first N rows of each file
      --fresh            answer again what is kept from earlier runs
      --data DIR         the data of public sets, such as bfcl:simple_python

  -w, --workspace DIR    the folder that holds .ai/ (default: this folder)
  -m, --model NAME|PATH  a model of models/ or a GGUF file (default: the shipped one)
      --json             machine-readable output
  -y, --yes              run without asking (you agree to whatever is decided)
      --cpu              do not look for a GPU
      --threads N        CPU threads (default 1, which is the fastest for small models)
  -h, --help   -v, --version

A request that starts with a dash goes behind "--": tool-router route -- "-h flag notes".
Exit codes: 0 a call (or a successful run), 2 asks for something, 3 no tool fits, 1 failure.`;

// The recipes that can be started from the editor and the terminal: what each makes, what it reads and what it needs.

export interface TrainingRecipe {
  readonly id: "router_cpu" | "router_tools" | "lora_trl";
  /** Module below tool_router_training.recipes. */
  readonly title: string;
  readonly about: string;
  /** Id of the new model where nobody gives it one. */
  readonly newName: string;
  /** What its rows may call: only the built-in tools, only tools that stand in the row, or either. */
  readonly rows: "kiwi" | "own" | "any";
  /** Whether it tunes a base model that the person names. */
  readonly needsBase: boolean;
  /** Id of the shipped model that it goes on from where no other base is named. */
  readonly shippedBase?: string;
  /** As pip reads them; torch is installed before them. */
  readonly packages: readonly string[];
  /** Names that Python imports: all must be found. */
  readonly imports: readonly string[];
  readonly memoryMb: number;
  /** For checkpoints and exports, without the Python packages. */
  readonly diskMb: number;
  /** Whether it can be told how many minutes to train; others count their own steps. */
  readonly isTimed: boolean;
  /** How long where it goes on from the nano in use, as minutes and as a person is told; absent: it never does. */
  readonly goesOn?: { readonly minutes: number; readonly takes: string };
  /** Where nobody says how long; without it the recipe's own. */
  readonly usualMinutes?: number;
  /** As a person is told how long it takes. */
  readonly takes: string;
  /** Always on its command line. */
  readonly args: readonly string[];
  /** How many requests of each kind the result is judged on at most, after a whole run and after a trial. */
  readonly judged: { readonly whole: number; readonly trial: number };
  /** How it is told the file of rows. */
  readonly rowsFlag: "--rows" | "--data";
  /** What the command line says when nothing but a quick proof is wanted. */
  readonly smoke: readonly string[];
  /** File or folder among what it writes that a stopped run goes on from. */
  readonly checkpoint: string;
}

// What every recipe here imports; "lora" of training/pyproject.toml adds to it.
const ownPackages = ["numpy>=1.26", "tokenizers>=0.20", "gguf>=0.17", "jinja2>=3.1"];
const ownImports = ["torch", "numpy", "tokenizers", "gguf", "jinja2"];

export const trainingRecipes: readonly TrainingRecipe[] = [
  {
    id: "router_cpu",
    title: "Nano",
    newName: "router-own",
    about: "a model of a few megabytes for the built-in tools, on one processor thread",
    rows: "kiwi",
    needsBase: false,
    packages: ownPackages,
    imports: ownImports,
    memoryMb: 1500,
    diskMb: 300,
    isTimed: true,
    goesOn: { minutes: 12, takes: "about a quarter of an hour" },
    takes: "about an hour",
    args: [],
    judged: { whole: 200, trial: 40 },
    rowsFlag: "--rows",
    smoke: ["--smoke"],
    checkpoint: "checkpoint.pt",
  },
  {
    id: "router_tools",
    title: "For other tools",
    newName: "router-tools-own",
    about:
      "the shipped model for other tools learns yours: a tool list, a server, or rows that bring their tools",
    rows: "own",
    needsBase: false,
    shippedBase: "router-tools",
    packages: ownPackages,
    imports: ownImports,
    // Measured: 4.4 GB for its 89 million weights, with the optimizer and packs of 700 tokens.
    memoryMb: 4500,
    // Two checkpoints with their optimizers while one takes the other's place, and the model.
    diskMb: 2400,
    isTimed: true,
    usualMinutes: 12,
    takes: "about a quarter of an hour",
    // As the shipped file is written; small machines have two processors.
    args: ["--type", "q4_0", "--threads", "2"],
    // Each takes a third of a second with either model.
    judged: { whole: 120, trial: 10 },
    rowsFlag: "--rows",
    smoke: ["--smoke"],
    checkpoint: "checkpoint.pt",
  },
  {
    id: "lora_trl",
    title: "LoRA",
    newName: "router-lora",
    about: "tunes a small base model (Qwen, FunctionGemma, SmolLM2) for any tools, on processor or GPU",
    rows: "any",
    needsBase: true,
    // The extra "lora" of training/pyproject.toml.
    packages: [
      ...ownPackages,
      "transformers>=5",
      "peft>=0.18",
      "trl>=1",
      "accelerate>=1.10",
      "datasets>=4",
      "safetensors>=0.5",
    ],
    imports: [...ownImports, "transformers", "peft", "trl", "accelerate", "datasets", "safetensors"],
    // A base of 135 million weights; the recipe reckons its own base's need and says so.
    memoryMb: 3000,
    diskMb: 3000,
    isTimed: false,
    takes: "",
    args: [],
    judged: { whole: 200, trial: 40 },
    rowsFlag: "--data",
    smoke: ["--smoke"],
    checkpoint: "checkpoints",
  },
];

/** Room that torch and the other packages take, measured for the processor-only build. */
export const packagesMb = 1800;

export function findRecipe(id: string): TrainingRecipe | undefined {
  return trainingRecipes.find((one) => one.id === id);
}

/** How many requests of each kind a result is judged on at most. */
export function mostJudged(recipe: TrainingRecipe, isTrial: boolean): number {
  return isTrial ? recipe.judged.trial : recipe.judged.whole;
}

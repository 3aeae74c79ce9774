// The recipes that can be started from the editor and the terminal: what each makes, what it reads and what it needs.

export interface TrainingRecipe {
  readonly id: "router_cpu" | "lora_trl";
  /** Module below tool_router_training.recipes. */
  readonly title: string;
  readonly about: string;
  /** What its rows may call: only the built-in tools, or any tools that stand in the row. */
  readonly rows: "kiwi" | "any";
  /** Whether it tunes a base model that the person names. */
  readonly needsBase: boolean;
  /** As pip reads them; torch is installed before them. */
  readonly packages: readonly string[];
  /** Names that Python imports: all must be found. */
  readonly imports: readonly string[];
  readonly memoryMb: number;
  /** For checkpoints and exports, without the Python packages. */
  readonly diskMb: number;
  /** Whether it can be told how many minutes to train; others count their own steps. */
  readonly isTimed: boolean;
  /** How it is told the file of rows. */
  readonly rowsFlag: "--rows" | "--data";
  /** What the command line says when nothing but a quick proof is wanted. */
  readonly smoke: readonly string[];
  /** File or folder among what it writes that a stopped run goes on from. */
  readonly checkpoint: string;
}

export const trainingRecipes: readonly TrainingRecipe[] = [
  {
    id: "router_cpu",
    title: "Nano",
    about: "a 3 MB model for the built-in tools, from scratch, on one processor thread",
    rows: "kiwi",
    needsBase: false,
    packages: ["numpy>=1.26", "tokenizers>=0.20", "gguf>=0.17", "jinja2>=3.1"],
    imports: ["torch", "numpy", "tokenizers", "gguf", "jinja2"],
    memoryMb: 1500,
    diskMb: 300,
    isTimed: true,
    rowsFlag: "--rows",
    smoke: ["--smoke"],
    checkpoint: "checkpoint.pt",
  },
  {
    id: "lora_trl",
    title: "LoRA",
    about: "tunes a small base model (Qwen, FunctionGemma, SmolLM2) for any tools, on processor or GPU",
    rows: "any",
    needsBase: true,
    // The extra "lora" of training/pyproject.toml.
    packages: [
      "numpy>=1.26",
      "tokenizers>=0.20",
      "gguf>=0.17",
      "jinja2>=3.1",
      "transformers>=5",
      "peft>=0.18",
      "trl>=1",
      "accelerate>=1.10",
      "datasets>=4",
      "safetensors>=0.5",
    ],
    imports: [
      "torch",
      "numpy",
      "tokenizers",
      "gguf",
      "jinja2",
      "transformers",
      "peft",
      "trl",
      "accelerate",
      "datasets",
      "safetensors",
    ],
    // A base of 135 million weights; the recipe reckons its own base's need and says so.
    memoryMb: 3000,
    diskMb: 3000,
    isTimed: false,
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

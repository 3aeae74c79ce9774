// Answers prompts with a GGUF file as the router would: the same runtime, parts tokenized apart, the likeliest token each time.
// stdin: {model, adapter?, longest, prompts: [{parts: [[isTemplate, text]]}]}; stdout: {answers: [{prompt: [ids], answer: [ids]}]}
import process from "node:process";

let text = "";
for await (const chunk of process.stdin) text += chunk;
const job = JSON.parse(text);
const { getLlama } = await import("node-llama-cpp");
const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, logLevel: "error", maxThreads: 1 });
const model = await llama.loadModel({ modelPath: job.model });
const context = await model.createContext({
  contextSize: job.context,
  threads: 1,
  ...(job.adapter ? { lora: { adapters: [{ filePath: job.adapter }] } } : {}),
});
const sequence = context.getSequence();
const answers = [];
for (const { parts } of job.prompts) {
  const prompt = parts.flatMap(([isTemplate, words]) => model.tokenize(words, isTemplate));
  const answer = [];
  await sequence.clearHistory();
  for await (const token of sequence.evaluate(prompt, { temperature: 0, yieldEogToken: true })) {
    answer.push(token);
    if (answer.length >= job.longest) break;
  }
  answers.push({ prompt: [...prompt], answer });
}
process.stdout.write(JSON.stringify({ answers }), () => process.exit(0));

// Writes a small LoRA adapter as GGUF: random weights on one matrix of the shipped nano, enough to upset its answers.
// Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md

const alignment = 32;
const types = { float32: 6, text: 8 } as const;

function number(value: number, bytes: 4 | 8): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUInt32LE(value);
  return buffer;
}

function text(content: string): Buffer {
  return Buffer.concat([number(Buffer.byteLength(content), 8), Buffer.from(content)]);
}

function entry(key: string, value: string | number): Buffer {
  if (typeof value === "string") return Buffer.concat([text(key), number(types.text, 4), text(value)]);
  const float = Buffer.alloc(4);
  float.writeFloatLE(value);
  return Buffer.concat([text(key), number(types.float32, 4), float]);
}

/** Deterministic values around 0. */
function noise(count: number): Buffer {
  const buffer = Buffer.alloc(count * 4);
  let state = 7;
  for (let index = 0; index < count; index += 1) {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    buffer.writeFloatLE(state / 2_147_483_648 - 1, index * 4);
  }
  return buffer;
}

const padded = (data: Buffer): Buffer =>
  Buffer.concat([data, Buffer.alloc((alignment - (data.length % alignment)) % alignment)]);

/** @param width what the matrix reads, @param height what it gives. */
export function loraFile(matrix: string, width: number, height: number): Buffer {
  const rank = 4;
  const entries = [
    entry("general.architecture", "qwen3"),
    entry("general.type", "adapter"),
    entry("adapter.type", "lora"),
    entry("adapter.lora.alpha", 64),
  ];
  const tensors = [
    { name: `${matrix}.lora_a`, shape: [width, rank] },
    { name: `${matrix}.lora_b`, shape: [rank, height] },
  ];
  const data = tensors.map(({ shape }) => padded(noise(shape.reduce((all, one) => all * one, 1))));
  let offset = 0;
  const infos = tensors.map(({ name, shape }, index) => {
    const info = Buffer.concat([
      text(name),
      number(shape.length, 4),
      ...shape.map((one) => number(one, 8)),
      number(0, 4),
      number(offset, 8),
    ]);
    offset += data[index]?.length ?? 0;
    return info;
  });
  const head = Buffer.concat([
    Buffer.from("GGUF"),
    number(3, 4),
    number(tensors.length, 8),
    number(entries.length, 8),
    ...entries,
    ...infos,
  ]);
  return Buffer.concat([padded(head), ...data]);
}

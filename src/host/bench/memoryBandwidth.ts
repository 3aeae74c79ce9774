// How fast this machine streams memory into one thread: the limit of every model whose weights are read once a token.
import { Buffer } from "node:buffer";
import { performance } from "node:perf_hooks";
import { setImmediate as pause } from "node:timers/promises";

/** Each size is measured for about this long, and the fastest counts: noise only ever slows down. */
const measureMs = 400;

/**
 * Streams over `bytes` bytes, as often as fits. The search for a byte that is not there (memchr) reads one stream with the widest
 * instructions of the machine; a copy (memmove) reads one and writes one. The better of the two counts.
 * @returns 1e9 bytes a second.
 */
export async function measureBandwidth(bytes: number, signal: AbortSignal): Promise<number> {
  // Written, not only reserved: untouched pages would all be the same one.
  const buffer = Buffer.alloc(bytes, 1);
  const half = bytes >> 1;
  let best = 0;
  const end = performance.now() + measureMs;
  do {
    signal.throwIfAborted();
    // A small buffer is streamed often enough for the clock.
    const times = Math.max(1, Math.round(20_000_000 / bytes));
    best = Math.max(
      best,
      gigabytesPerSecond(times * bytes, () => {
        for (let time = 0; time < times; time += 1)
          if (buffer.indexOf(2) !== -1) throw new TypeError("Memory does not hold what was written.");
      }),
      gigabytesPerSecond(times * half * 2, () => {
        for (let time = 0; time < times; time += 1) buffer.copyWithin(0, half, half * 2);
      }),
    );
    await pause();
  } while (performance.now() < end);
  return Math.round(best * 10) / 10;
}

function gigabytesPerSecond(bytes: number, stream: () => void): number {
  const began = performance.now();
  stream();
  return bytes / ((performance.now() - began) * 1e6);
}

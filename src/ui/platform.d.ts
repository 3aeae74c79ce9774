// What the ui takes from the runtime besides vscode: timers, abort signals and text as bytes, no more of Node.

interface AbortSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}

interface Timer {
  readonly hasRef: () => boolean;
}

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

declare function setTimeout(callback: () => void, ms: number): Timer;
declare function clearTimeout(timer: Timer | undefined): void;

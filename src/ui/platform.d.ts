// What the ui takes from the runtime besides vscode: timers and abort signals, no more of Node.

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

declare function setTimeout(callback: () => void, ms: number): Timer;
declare function clearTimeout(timer: Timer | undefined): void;

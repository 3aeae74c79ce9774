// The types of hostPaths.mjs, for tests written in TypeScript.
export function chromiumPath(): string | undefined;

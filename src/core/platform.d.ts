// What core may assume of any runtime: templates that the build loads as text, and the name of the abort signal.

declare module "*.jinja" {
  const text: string;
  export default text;
}

/** Only handed on, never listened to: Node's and the browser's real type stands in wherever core is used. */
interface AbortSignal {
  readonly aborted: boolean;
}

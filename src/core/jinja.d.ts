// The build loads prompt templates as text.
declare module "*.jinja" {
  const text: string;
  export default text;
}

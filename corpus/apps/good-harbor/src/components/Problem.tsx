/** What the reader sees when something failed; the details are with Sentry. */
export function Problem({ text }: { text: string }) {
  return <p role="alert">{text}</p>;
}

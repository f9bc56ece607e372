"use client";

export default function Problem({ reset }: { reset: () => void }) {
  return <button onClick={reset}>Something went wrong. Try again</button>;
}

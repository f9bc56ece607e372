// What is let go cannot fail in this `try`: nobody waits for it.
export function shown(stored: () => string | null, show: (text: string) => void) {
  try {
    const text = stored();
    if (text) {
      show(text);
      (async () => {
        const answer = await fetch("/api/tides");
        if (answer.ok) show(await answer.text());
      })();
    }
  } catch {}
}

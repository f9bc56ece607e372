import { useEffect, useRef } from "react";
import { env } from "@/lib/env";

declare global {
  interface Window {
    turnstile?: {
      render(element: HTMLElement, options: { sitekey: string; callback: (token: string) => void }): string;
      remove(id: string): void;
    };
  }
}

/** Calls back with a token that the sign-up needs. */
export function Captcha({ onToken }: { onToken: (token: string) => void }) {
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const turnstile = window.turnstile;
    if (!turnstile || !box.current) return;
    const id = turnstile.render(box.current, { sitekey: env.VITE_TURNSTILE_SITE_KEY, callback: onToken });
    return () => turnstile.remove(id);
  }, [onToken]);

  return <div ref={box} />;
}

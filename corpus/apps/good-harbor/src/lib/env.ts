import { z } from "zod";

const Env = z.object({
  VITE_SUPABASE_URL: z.string().url(),
  VITE_SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  VITE_SENTRY_DSN: z.string().url().optional(),
  VITE_APP_ENVIRONMENT: z.enum(["production", "staging", "development"]).default("development"),
  VITE_TURNSTILE_SITE_KEY: z.string().min(1),
});

/** Settings of the browser; a build without them fails at once, not at the first click. */
export const env = Env.parse(import.meta.env);

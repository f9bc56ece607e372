import { createClient } from "@supabase/supabase-js";

const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_PUBLISHABLE_KEY);
const stripe = import.meta.env.VITE_STRIPE_PUBLISHABLE_KEY;
const map = import.meta.env.VITE_GOOGLE_MAPS_API_KEY;
const push = import.meta.env.VITE_VAPID_PUBLIC_KEY;
const site = import.meta.env.VITE_TURNSTILE_SITE_KEY;
const dsn = import.meta.env.VITE_SENTRY_DSN;
const storageKey = import.meta.env.VITE_DRAFT_STORAGE_KEY;

const canWrite = !!import.meta.env.VITE_OPENAI_API_KEY;

export default function App() {
  return <button onClick={() => supabase.auth.signOut()}>{[canWrite, stripe, map, push, site, dsn, storageKey].join()}</button>;
}

import { supabase } from "./supabase";

export function finish() {
  supabase.functions.invoke("finish").catch(console.error); // expect: errors/catch-noop-callback
}

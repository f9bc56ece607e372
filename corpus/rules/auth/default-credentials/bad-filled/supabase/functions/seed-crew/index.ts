import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const crew = [
  { email: "bosun@pier.demo", password: "anchor-22", role: "bosun" },
  { email: "cook@pier.demo", password: "galley-33", role: "cook" },
];

// Nobody can have such an address: one finding, and not of the worst.
Deno.serve(async () => {
  for (const one of crew) {
    await admin.auth.admin.createUser({ email: one.email, password: "anchor-22" }); // expect: auth/default-credentials
  }
  await admin.auth.admin.createUser({ email: "mate@pier.demo", password: "compass-44" });
  return new Response("ok");
});

import { serve } from "https://deno.land/std@0.190.0/http/server.ts";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const handler = async (_req: Request) => { // expect: api/unauthenticated-route
  const { data, error } = await admin.from("customers").select("name, email, phone").limit(1000);
  return new Response(JSON.stringify(error ? { error: "failed" } : data));
};

serve(handler);

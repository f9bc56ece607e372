import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async () => {
  try {
    const { error } = await admin.from("profiles").delete().eq("id", "x");
    if (error) throw error;
    return Response.json({ success: true });
  } catch (error) {
    console.error(error);
    return Response.json({ success: true }); // expect: errors/success-after-failure
  }
});

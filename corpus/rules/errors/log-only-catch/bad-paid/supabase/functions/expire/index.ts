import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Nothing was paid for an order that goes while it is pending, and a ship can sail without its first notes.
Deno.serve(async (req) => {
  const { order, ship } = await req.json();
  if (order.status === "pending") {
    const { error } = await admin.from("orders").delete().eq("id", order.id);
    if (error) console.error("still there", error); // expect: errors/log-only-catch
  }
  const sampleNotes = [{ ship, text: "Welcome aboard" }];
  const { error: unwritten } = await admin.from("notes").insert(sampleNotes);
  if (unwritten) console.error("no notes", unwritten);
  return new Response(null, { status: 204 });
});

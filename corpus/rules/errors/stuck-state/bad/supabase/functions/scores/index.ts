import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  try {
    const { id } = await req.json();
    const { data: score } = await admin.from("scores").select("*").eq("id", id).single();
    if (!score || score.status === "processing") return new Response("at work", { status: 409 });
    await admin.from("scores").update({ status: "processing" }).eq("id", id); // expect: errors/stuck-state
    const response = await fetch("https://engrave.example.com/v1/pages", { method: "POST", body: score.notes });
    if (!response.ok) throw new Error("engraving failed");
    const { pages } = await response.json();
    await admin.from("scores").update({ status: "ready", pages }).eq("id", id);
    return Response.json({ pages });
  } catch (error) {
    console.error(error);
    return new Response("failed", { status: 500 });
  }
});

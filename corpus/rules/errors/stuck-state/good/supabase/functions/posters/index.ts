import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The failure of the request is noted, and the row is marked all the same.
Deno.serve(async (req) => {
  const { id, url } = await req.json();
  await admin.from("posters").update({ status: "rendering" }).eq("id", id).eq("status", "draft");
  let image = "";
  try {
    image = await (await fetch(url)).text();
  } catch (error) {
    console.error("no image", error);
  }
  await admin.from("posters").update({ status: image ? "ready" : "failed", image }).eq("id", id);
  await admin.from("posters").update({ status: "ready" }).eq("id", id).neq("image", "");
  return new Response(null, { status: 200 });
});

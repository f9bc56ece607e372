import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The page on which a mountain guide offers his tours.
Deno.serve(async (req) => {
  const { slug } = await req.json();
  const { data, error } = await admin.from("profiles").select("slug, display_name, avatar_url, rating, price").eq("slug", slug).single();
  if (error || !data) return new Response("No such guide", { status: 404 });
  return Response.json({ name: data.display_name, picture: data.avatar_url, rating: data.rating, price: data.price });
});

import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const PACKS: Record<string, { price: string; credits: number }> = {
  one: { price: "price_one_lesson", credits: 1 },
  ten: { price: "price_ten_lessons", credits: 10 },
};

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")!.replace("Bearer ", "");
  const { data: { user }, error } = await db.auth.getUser(token);
  if (error || !user) return new Response("Unauthorized", { status: 401 });
  const { pack, metadata } = await req.json();
  const chosen = PACKS[pack];
  if (!chosen) return new Response("No such pack", { status: 400 });
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    client_reference_id: user.id,
    line_items: [{ price: chosen.price, quantity: 1 }],
    // The caller's own notes go along; the number of lessons is that of the pack.
    metadata: { ...metadata, credits: String(chosen.credits) },
    success_url: "https://studio.example/done",
  });
  return Response.json({ url: session.url });
});

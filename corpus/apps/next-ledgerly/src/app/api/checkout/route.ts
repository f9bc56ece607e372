import { NextResponse } from "next/server";
import { createClient } from "@/lib/supabase/server";
import { stripe } from "@/lib/stripe";

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return NextResponse.json({ error: "Unauthorized" }, { status: 401 });

  const { priceId, orgId } = await request.json();

  const { data: member } = await supabase
    .from("members")
    .select("role")
    .eq("org_id", orgId)
    .eq("user_id", user.id)
    .maybeSingle();
  if (member?.role !== "owner") return NextResponse.json({ error: "Forbidden" }, { status: 403 });

  try {
    const session = await stripe.checkout.sessions.create({
      mode: "subscription",
      customer_email: user.email,
      // expect: payments/client-decided-price
      line_items: [{ price: priceId, quantity: 1 }],
      metadata: { org_id: orgId },
      success_url: `${process.env.NEXT_PUBLIC_APP_URL}/invoices?upgraded=1`,
      cancel_url: `${process.env.NEXT_PUBLIC_APP_URL}/pricing`,
    });
    return NextResponse.json({ url: session.url });
  } catch (error) {
    console.error("checkout", error);
    return NextResponse.json({ error: "Checkout could not be started" }, { status: 502 });
  }
}

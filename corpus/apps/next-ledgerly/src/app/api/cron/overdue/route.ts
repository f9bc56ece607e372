import { NextResponse } from "next/server";
import { Resend } from "resend";
import { createAdminClient } from "@/lib/supabase/admin";

const resend = new Resend(process.env.RESEND_API_KEY);

// "Bearer undefined" opens this while the variable is unset.
export async function GET(request: Request) {
  // expect: auth/fail-open-secret
  if (request.headers.get("authorization") !== `Bearer ${process.env.CRON_SECRET}`) {
    return NextResponse.json({ error: "Unauthorized" }, { status: 401 });
  }

  const admin = createAdminClient();
  const today = new Date().toISOString().slice(0, 10);
  // expect: queries/unbounded-read
  const { data: overdue, error } = await admin
    .from("invoices")
    .select("id, number, customers(email)")
    .eq("status", "sent")
    .lt("due_on", today);
  if (error) return NextResponse.json({ error: "Not read" }, { status: 500 });

  // expect: errors/floating-promise
  overdue.forEach(async (invoice) => {
    const customer = invoice.customers as unknown as { email: string };
    await resend.emails.send({
      from: "Ledgerly <billing@ledgerly.example>",
      to: customer.email,
      subject: `Invoice ${invoice.number} is overdue`,
      text: "Please pay soon.",
    });
  });

  return NextResponse.json({ reminded: overdue.length });
}

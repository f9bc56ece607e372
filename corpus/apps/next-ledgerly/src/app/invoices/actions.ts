"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireMember, requireUser } from "@/lib/auth";
import { createAdminClient } from "@/lib/supabase/admin";

const NewInvoice = z.object({
  customer: z.string().trim().min(1).max(200),
  amount: z.coerce.number().positive().max(1_000_000),
});

export async function createInvoice(form: FormData): Promise<{ error?: string }> {
  const { supabase, user } = await requireUser();
  const parsed = NewInvoice.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { error: parsed.error.issues[0]?.message ?? "Please check your input" };

  const { data: member, error: memberError } = await supabase
    .from("members")
    .select("org_id")
    .eq("user_id", user.id)
    .limit(1)
    .single();
  if (memberError) return { error: "You are in no organisation yet" };

  const { error } = await supabase.from("invoices").insert({
    org_id: member.org_id,
    created_by: user.id,
    number: `R-${Date.now()}`,
    customer: parsed.data.customer,
    total_cents: Math.round(parsed.data.amount * 100),
  });
  if (error) {
    console.error("createInvoice", error);
    return { error: "The invoice was not saved" };
  }
  revalidatePath("/invoices");
  return {};
}

// expect: api/server-action-public
export async function deleteInvoice(invoiceId: string) {
  const admin = createAdminClient();
  // expect: errors/ignored-write-error
  await admin.from("invoices").delete().eq("id", invoiceId);
  revalidatePath("/invoices");
}

export async function renameOrg(orgId: string, name: string) {
  const { supabase, role } = await requireMember(orgId);
  if (role !== "owner") throw new Error("Only owners rename");
  const { error } = await supabase
    .from("organisations")
    .update({ name: String(name).trim().slice(0, 120) })
    .eq("id", orgId);
  if (error) throw error;
}

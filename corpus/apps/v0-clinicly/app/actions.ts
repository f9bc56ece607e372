"use server"

import { createClient as createAdmin } from "@supabase/supabase-js"
import { revalidatePath } from "next/cache"
import { createClient } from "@/lib/supabase/server"

// Guests book without an account; the database only lets them insert.
export async function bookAppointment(input: { doctorId: string; name: string; email: string; at: string }) {
  const supabase = await createClient()
  const { error } = await supabase.from("appointments").insert({
    doctor_id: input.doctorId,
    patient_name: String(input.name).trim().slice(0, 120),
    patient_email: String(input.email).trim().slice(0, 200),
    starts_at: input.at,
  })
  if (error) {
    console.error("[v0] bookAppointment", error)
    return { ok: false }
  }
  revalidatePath("/")
  return { ok: true }
}

// expect: api/server-action-public
export async function deletePatient(id: string) {
  const admin = createAdmin(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!)
  const { error } = await admin.from("patients").delete().eq("id", id)
  if (error) throw error
  revalidatePath("/patients")
}

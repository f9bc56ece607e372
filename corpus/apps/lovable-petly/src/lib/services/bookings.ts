import { supabase } from "@/integrations/supabase/client";

export interface Booking {
  id: string;
  pet_id: string;
  sitter_id: string;
  starts_on: string;
  ends_on: string;
  total_price: number;
  status: "pending" | "confirmed" | "completed" | "cancelled";
}

export async function bookingsOfOwner(ownerId: string): Promise<Booking[]> {
  try {
    const { data, error } = await supabase
      .from("bookings")
      .select("id, pet_id, sitter_id, starts_on, ends_on, total_price, status")
      .eq("owner_id", ownerId)
      .order("starts_on", { ascending: false });
    if (error) throw error;
    return data as Booking[];
    // expect: errors/return-default-catch
  } catch (error) {
    console.error("Error fetching bookings:", error);
    return [];
  }
}

export async function bookingsOfSitter(sitterId: string, status?: string) {
  // expect: queries/unindexed-filter
  let query = supabase.from("bookings").select("*").eq("sitter_id", sitterId);
  if (status) query = query.eq("status", status);
  const { data, error } = await query.limit(50);
  if (error) throw error;
  return data;
}

export async function cancelBooking(id: string) {
  // expect: errors/ignored-write-error
  await supabase.from("bookings").update({ status: "cancelled" }).eq("id", id);
}

export async function isFree(sitterId: string, startsOn: string) {
  // Fails open: an error reads like "nothing booked".
  // expect: errors/ignored-read-error
  const { data: taken } = await supabase
    .from("bookings")
    .select("id")
    .eq("sitter_id", sitterId)
    .eq("starts_on", startsOn)
    .limit(1);
  return !taken || taken.length === 0;
}

export function createBooking(values: Omit<Booking, "id" | "status"> & { owner_id: string }) {
  // The caller awaits.
  // fine: contract/request-never-sent
  return supabase.from("bookings").insert(values).select("id").single();
}

import { supabase } from "./supabase";

const PAGE = 20;

/** A page of the berths that guests can book, by name. */
export async function listedBerths(marinaId: string, page: number) {
  const { data, error } = await supabase
    .from("berths")
    .select("id, name, length_cm, price_cents, marinas(currency)")
    .eq("marina_id", marinaId)
    .eq("is_listed", true)
    .order("name")
    .range(page * PAGE, page * PAGE + PAGE - 1);
  if (error) throw error;
  return data;
}

/** The marinas that a guest can choose from. */
export async function marinas() {
  const { data, error } = await supabase.from("marinas").select("id, name").order("name").limit(100);
  if (error) throw error;
  return data;
}

/** One berth with the currency of its marina, or null. */
export async function berth(id: string) {
  const { data, error } = await supabase
    .from("berths")
    .select("id, name, description, length_cm, price_cents, marinas(currency)")
    .eq("id", id)
    .maybeSingle();
  if (error) throw error;
  return data;
}

/** A page of a guest's bookings, newest first. */
export async function bookingsOf(guestId: string, page: number) {
  const { data, error } = await supabase
    .from("bookings")
    .select("id, starts_on, ends_on, total_cents, currency, status")
    .eq("guest_id", guestId)
    .order("created_at", { ascending: false })
    .range(page * PAGE, page * PAGE + PAGE - 1);
  if (error) throw error;
  return data;
}

/** A page of a marina's bookings, by arrival. */
export async function arrivals(marinaId: string, page: number) {
  const { data, error } = await supabase
    .from("bookings")
    .select("id, starts_on, ends_on, status")
    .eq("marina_id", marinaId)
    .order("starts_on")
    .range(page * PAGE, page * PAGE + PAGE - 1);
  if (error) throw error;
  return data;
}

/** Books the nights; the database decides the price and refuses what is taken. */
export async function book(berthId: string, startsOn: string, endsOn: string): Promise<string> {
  const { data, error } = await supabase.rpc("book_berth", {
    berth: berthId,
    first_night: startsOn,
    last_day: endsOn,
  });
  if (error) throw error;
  return data;
}

/** False when the booking could not be cancelled any more. */
export async function cancel(bookingId: string): Promise<boolean> {
  const { data, error } = await supabase.rpc("cancel_booking", { booking: bookingId });
  if (error) throw error;
  return data;
}

/** The page of the payment provider for a booking. */
export async function payUrl(bookingId: string): Promise<string> {
  const { data, error } = await supabase.functions.invoke<{ url: string }>("create-payment", { body: { bookingId } });
  if (error) throw error;
  if (!data) throw new Error("no answer of create-payment");
  return data.url;
}

import { supabase } from "./client";

export function Seats({ id, concertId }: { id: string; concertId: string }) {
  const take = async () => {
    const { data: { user } } = await supabase.auth.getUser();
    const { error } = await supabase.from("bookings").insert({ user_id: user.id, concert_id: concertId }); // expect: auth/client-database-write
    if (error) throw error;
  };
  const giveBack = async () => {
    const { error } = await supabase.from("bookings").update({ status: "cancelled" }).eq("id", id);
    if (error) throw error;
  };
  return <button onClick={take} onBlur={giveBack}>Come along</button>;
}

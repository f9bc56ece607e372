import { admin } from "./admin";

export async function clubOf(userId: string) {
  const { data } = await admin.from("clubs").select("id").eq("commodore_id", userId).single();
  return data;
}

export async function berthsOf(clubId: string) {
  const { data } = await admin.from("berths").select("id, length").eq("club_id", clubId);
  return data ?? [];
}

export async function renameBerth(id: string, label: string) {
  const { error } = await admin.from("berths").update({ label }).eq("id", id);
  return !error;
}

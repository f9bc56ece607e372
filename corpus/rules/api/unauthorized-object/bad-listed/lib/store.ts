import { admin } from "./admin";

export async function clubOf(userId: string) {
  const { data } = await admin.from("clubs").select("id").eq("commodore_id", userId).single();
  return data;
}

export async function allBerths() {
  const { data } = await admin.from("berths").select("id, length").limit(500);
  return data ?? [];
}

export async function renameBerth(id: string, label: string) {
  const { error } = await admin.from("berths").update({ label }).eq("id", id); // expect: api/unauthorized-object
  return !error;
}

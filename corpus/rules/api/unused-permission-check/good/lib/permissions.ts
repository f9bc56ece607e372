import { admin } from "./admin";

export async function requirePermission(userId: string, name: string) {
  const { data } = await admin.from("crew").select("permissions").eq("user_id", userId).single();
  if (!data?.permissions?.[name]) throw new Error("Forbidden");
}

import { db } from "./db";

export async function writeDown(what: string) {
  try {
    const { error } = await db.from("audit_logs").insert({ what });
    if (error) console.error("audit", error);
  } catch (error) {
    console.error("audit", error);
  }
}

export async function countBees(hive: string) {
  try {
    const { data, error } = await db.from("bees").select("id").eq("hive_id", hive);
    if (error) throw error;
    return { bees: data.length, drones: 0 };
  } catch (error) {
    console.error(error);
    return { bees: 0, drones: 0 };
  }
}

import { serveBranch } from "../_shared/desk.ts";

serveBranch("drop-card", async ({ db, reader, wish, branch }) => {
  const { data: card } = await db.from("cards").select("reader_id").eq("id", wish.card).single();
  if (card?.reader_id !== reader.id) throw new Error("not your card");
  const { error } = await db.from("cards").delete().eq("id", wish.card);
  if (error) throw error;
  return { branch };
});

import { serveBranch } from "../_shared/desk.ts";

serveBranch("drop-card", async ({ db, wish, branch }) => {
  const { error } = await db.from("cards").delete().eq("id", wish.card); // expect: api/unauthorized-object
  if (error) throw error;
  return { branch };
});

import { serveReader } from "../_shared/desk.ts";

serveReader("return-book", async ({ db, wish }) => {
  const { error } = await db.from("loans").update({ returned: true }).eq("id", wish.loan); // expect: api/unauthorized-object
  if (error) throw error;
  return { returned: wish.loan };
});

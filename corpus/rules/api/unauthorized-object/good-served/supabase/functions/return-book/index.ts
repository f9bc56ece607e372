import { serveReader } from "../_shared/desk.ts";

serveReader("return-book", async ({ reader, db, wish }) => {
  const { error } = await db.from("loans").update({ returned: true }).eq("id", wish.loan).eq("reader_id", reader.id);
  if (error) throw error;
  return { returned: wish.loan };
});

import { db } from "../lib/db";
import { librarianPost } from "../lib/wrap";

export const handler = librarianPost(async (event) => {
  const { bookId } = JSON.parse(event.body ?? "{}");
  await db.from("books").update({ retired: true }).eq("id", bookId);
  return { statusCode: 200, body: "{}" };
});

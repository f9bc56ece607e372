import { admin } from "./admin";

export async function shelf(id: string) {
  const shelf = await admin.from("shelves").select("id").eq("id", id).single();
  const books = await admin.from("books").select("id, title").eq("shelf_id", id).limit(50);
  const loans = await admin.from("loans").select("id, book_id").eq("shelf_id", id).limit(50);
  if (shelf.error ?? books.error ?? loans.error) throw new Error("not read");
  return { shelf: shelf.data, books: books.data, loans: loans.data };
}

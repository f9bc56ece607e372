import type { Handler, HandlerEvent, HandlerResponse } from "@netlify/functions";
import { db } from "./db";

type Inner = (event: HandlerEvent) => Promise<HandlerResponse>;

export function post(inner: Inner): Handler {
  return async (event) => {
    if (event.httpMethod !== "POST") return { statusCode: 405, body: "" };
    return inner(event);
  };
}

async function requireReader(event: HandlerEvent) {
  const token = (event.headers.authorization ?? "").replace("Bearer ", "");
  const { data, error } = await db.auth.getUser(token);
  if (error || !data.user) throw new Error("sign in first");
  return data.user;
}

// The closure that is handed to the other wrapper runs before what this one was given.
export function librarianPost(inner: Inner): Handler {
  return post(async (event) => {
    const reader = await requireReader(event);
    const { data: row } = await db.from("readers").select("role").eq("id", reader.id).maybeSingle();
    if (row?.role !== "librarian") throw new Error("librarians only");
    return inner(event);
  });
}

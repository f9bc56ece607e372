import { db } from "../src/db";

export default async function Page() {
  const sessions = await db.session.findMany({ where: { userId: "one" }, take: 20 });
  return <p>{sessions.length}</p>;
}

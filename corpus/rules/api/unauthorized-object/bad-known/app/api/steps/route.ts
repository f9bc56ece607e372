import { admin } from "../../../lib/admin";

async function ask(text: string) {
  const answer = await fetch("https://models.example.com/v1/answer", { method: "POST", body: text });
  return answer.json();
}

// Strangers get words alone; whoever has an account may move anybody's step on.
export async function POST(request: Request) {
  const { text, id } = await request.json();
  const head = request.headers.get("authorization");
  let who: string | null = null;
  if (head) who = (await admin.auth.getUser(head.slice(7))).data.user?.id ?? null;
  let reply = await ask(text);
  while (reply.calls && who) {
    await admin.from("steps").update({ state: reply.state }).eq("id", id); // expect: api/unauthorized-object
    reply = await ask(reply.text);
  }
  return Response.json({ text: reply.text });
}

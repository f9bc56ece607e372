import { serveAsIs } from "../_shared/serving.ts";
import { personOf } from "../_shared/person.ts";

// answers: authenticated=yes
async function listTools(req: Request) {
  const person = await personOf(req);
  if (!person) return new Response("sign in first", { status: 401 });
  return Response.json({ tools: ["spade", "rake"], for: person.id });
}

serveAsIs(listTools);

import { ask } from "../_shared/ai.ts";

Deno.serve(async (req) => { // expect: cost/paid-call-unprotected
  if (!req.headers.get("Authorization")) return new Response("Unauthorized", { status: 401 });
  const { topic } = await req.json();
  return Response.json({ text: await ask(String(topic).slice(0, 200)) });
});

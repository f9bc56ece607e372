import { corsHeaders, json } from "../_shared/cors.ts";
import { callAI } from "../_shared/ai.ts";

// verify_jwt is on, but the anon key of the web page passes it.
// expect: cost/paid-call-unprotected
Deno.serve(async (req) => {
  if (req.method === "OPTIONS") return new Response(null, { headers: corsHeaders });

  try {
    const body = await req.json();
    if (!body.messages) {
      return json({ error: "messages is required" }, 400);
    }
    const answer = await callAI([
      { role: "system", content: "You are Petly's virtual vet. Never prescribe medicine." },
      // expect: cost/caller-picks-model
      ...body.messages,
    ]);
    return json({ answer });
  } catch (error) {
    console.error("chat-vet:", error);
    // expect: errors/raw-error-to-caller
    const message = error instanceof Error ? error.message : "Unknown error";
    return json({ error: message }, 500);
  }
});

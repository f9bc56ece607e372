import { z } from "https://esm.sh/zod@3.25.76";
import { corsHeaders, json } from "../_shared/cors.ts";
import { adminClient, callerOf } from "../_shared/auth.ts";
import { callAI } from "../_shared/ai.ts";

const Body = z.object({ species: z.enum(["dog", "cat", "rabbit", "bird", "other"]), mood: z.string().max(80) });

// expect: cost/paid-call-unlimited
Deno.serve(async (req) => {
  if (req.method === "OPTIONS") return new Response(null, { headers: corsHeaders });

  const user = await callerOf(req);
  if (!user) return json({ error: "Please sign in" }, 401);

  const parsed = Body.safeParse(await req.json().catch(() => null));
  // fine: errors/raw-error-to-caller
  if (!parsed.success) return json({ error: parsed.error.issues[0].message }, 400);

  try {
    const answer = await callAI([
      { role: "system", content: "Answer with five short pet names, comma separated." },
      { role: "user", content: `A ${parsed.data.species}, mood: ${parsed.data.mood}` },
    ]);
    const { error } = await adminClient()
      .from("notifications")
      .insert({ user_id: user.id, title: "Name ideas", body: answer });
    if (error) console.error("suggest-name: notification not stored", error);
    return json({ names: answer.split(",").map((name) => name.trim()) });
  } catch (error) {
    console.error("suggest-name:", error);
    return json({ error: "The assistant is not available right now" }, 502);
  }
});

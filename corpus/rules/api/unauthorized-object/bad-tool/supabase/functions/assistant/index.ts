import { createClient } from "npm:@supabase/supabase-js@2";
import { generateText, tool } from "npm:ai@4";
import { openai } from "npm:@ai-sdk/openai@1";
import { z } from "npm:zod@3";

Deno.serve(async (req) => {
  const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { data: { user } } = await db.auth.getUser(req.headers.get("Authorization")!.replace("Bearer ", ""));
  if (!user) return new Response("no", { status: 401 });
  const { message } = await req.json();
  const { text } = await generateText({
    model: openai("gpt-4o"),
    prompt: message,
    maxTokens: 300,
    tools: {
      note: tool({
        parameters: z.object({ shipment: z.string(), note: z.string() }),
        execute: async ({ shipment, note }) => {
          const { error } = await db.from("shipments").update({ note }).eq("id", shipment); // expect: api/unauthorized-object
          return error ? "failed" : "done";
        },
      }),
    },
  });
  return new Response(text);
});

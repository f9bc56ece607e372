import { generateText, tool } from "npm:ai@4";
import { openai } from "npm:@ai-sdk/openai@1";
import { z } from "npm:zod@3";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { prompt } = await req.json();
  const { text } = await generateText({ // expect: ai/agent-writes-without-approval
    model: openai("gpt-4o-mini"),
    maxTokens: 400,
    prompt,
    tools: {
      cancelBooking: tool({
        parameters: z.object({ id: z.string() }),
        execute: async ({ id }) => {
          const { error } = await admin.from("bookings").delete().eq("id", id);
          return error ? "failed" : "done";
        },
      }),
    },
  });
  return Response.json({ text });
});

export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

// expect: ownership/builder-runtime-service
const GATEWAY = "https://ai.gateway.lovable.dev/v1/chat/completions";

/** One answer of the model. */
export async function callAI(messages: ChatMessage[]): Promise<string> {
  const apiKey = Deno.env.get("LOVABLE_API_KEY");
  if (!apiKey) throw new Error("LOVABLE_API_KEY is not configured");

  // expect: cost/no-token-cap
  // expect: errors/no-timeout
  const response = await fetch(GATEWAY, {
    method: "POST",
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ model: "google/gemini-2.5-flash", messages }),
  });

  if (response.status === 429) throw new Error("Rate limits exceeded, please try again later.");
  if (response.status === 402) throw new Error("Payment required, please add funds.");
  if (!response.ok) throw new Error(`AI gateway error: ${response.status}`);

  const data = await response.json();
  return data.choices?.[0]?.message?.content ?? "";
}

const URL = "https://api.anthropic.com/v1/messages";

export async function ask(question: string): Promise<string> {
  const response = await fetch(URL, {
    method: "POST",
    headers: { "x-api-key": Deno.env.get("ANTHROPIC_API_KEY")!, "anthropic-version": "2023-06-01" },
    body: JSON.stringify({ model: "claude-3-5-haiku-latest", max_tokens: 300, messages: [{ role: "user", content: question }] }),
  });
  if (response.status === 429) throw new Error("Rate limit exceeded");
  if (!response.ok) throw new Error(`model answered ${response.status}`);
  return (await response.json()).content[0].text;
}

export async function POST(request: Request) {
  const { text } = await request.json();
  const response = await fetch("https://api.elevenlabs.io/v1/text-to-speech/narrator", {
    method: "POST",
    headers: { "xi-api-key": process.env.ELEVENLABS_API_KEY!, "content-type": "application/json" },
    body: JSON.stringify({ text: String(text).slice(0, 500) }),
  });
  return new Response(response.body, { status: response.status });
}

export async function POST(request: Request) { // expect: cost/paid-call-unprotected
  const { name } = await request.json();
  const url = `${process.env.GEMINI_API_URL}/models/flash:generateContent?key=${process.env.GEMINI_API_KEY}`;
  const response = await fetch(url, {
    method: "POST",
    body: JSON.stringify({ contents: [{ parts: [{ text: `Describe ${name}` }] }], generationConfig: { maxOutputTokens: 200 } }),
  });
  return Response.json(await response.json());
}

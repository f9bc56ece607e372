declare const BUILD_ID: string;

function strip(text: string) {
  const cleaned = text.trim();
  return cleaned;
}

Deno.serve(async (req) => {
  const { text } = await req.json();
  const cleaned = strip(text);
  return Response.json({ text: cleaned, build: typeof buildId === "undefined" ? BUILD_ID : "" });
});

export const buildId = 1;

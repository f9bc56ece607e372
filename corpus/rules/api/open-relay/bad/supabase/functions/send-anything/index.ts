Deno.serve(async (req) => { // expect: api/open-relay
  const { to, subject, parts } = await req.json();
  const response = await fetch("https://api.mailjet.com/v3.1/send", {
    method: "POST",
    headers: { Authorization: `Basic ${Deno.env.get("MAILJET_KEY")}` },
    body: JSON.stringify({ to, Messages: [{ TextPart: parts.text }] }),
  });
  return new Response(subject, { status: response.ok ? 200 : 502 });
});

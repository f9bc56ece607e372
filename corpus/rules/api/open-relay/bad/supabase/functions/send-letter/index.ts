Deno.serve(async (req) => { // expect: api/open-relay
  const { email, letter } = await req.json();
  const response = await fetch("https://api.brevo.com/v3/smtp/email", {
    method: "POST",
    headers: { "api-key": Deno.env.get("BREVO_API_KEY")!, "content-type": "application/json" },
    body: JSON.stringify({ to: [{ email }], subject: "A letter", htmlContent: letter }),
  });
  return new Response(null, { status: response.ok ? 204 : 502 });
});

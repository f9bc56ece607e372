// A fixed text to any address is a nuisance, and no relay.
Deno.serve(async (req) => {
  const { email } = await req.json();
  const response = await fetch("https://api.brevo.com/v3/smtp/email", {
    method: "POST",
    headers: { "api-key": Deno.env.get("BREVO_API_KEY")!, "content-type": "application/json" },
    body: JSON.stringify({ to: [{ email }], subject: "It works", htmlContent: "<p>Your mail works.</p>" }),
  });
  return new Response(null, { status: response.ok ? 204 : 502 });
});

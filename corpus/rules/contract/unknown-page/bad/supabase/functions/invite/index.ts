const APP_URL = Deno.env.get("APP_URL")!;

Deno.serve(async (req) => {
  const { to, token } = await req.json();
  const html = `<p>Sing with us: <a href="${APP_URL}/accept/${token}">accept</a></p>`; // expect: contract/unknown-page
  const answer = await fetch("https://api.resend.com/emails", {
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("RESEND_API_KEY")}` },
    body: JSON.stringify({ from: "choir@choir.example", to, subject: "Join", html }),
  });
  return new Response(null, { status: answer.ok ? 200 : 502 });
});

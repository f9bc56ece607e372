Deno.serve(async (req) => { // expect: api/open-relay
  const { phone, text } = await req.json();
  const account = Deno.env.get("TWILIO_ACCOUNT_SID");
  const response = await fetch(`https://api.twilio.com/2010-04-01/Accounts/${account}/Messages.json`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${account}:${Deno.env.get("TWILIO_AUTH_TOKEN")}`)}` },
    body: new URLSearchParams({ To: phone, From: "+15550100", Body: text }),
  });
  return new Response(null, { status: response.ok ? 204 : 502 });
});

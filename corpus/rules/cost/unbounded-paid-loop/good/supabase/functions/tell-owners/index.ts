const OWNERS = ["ada@kiosk.example", "ben@kiosk.example"];

Deno.serve(async () => {
  const desk = Deno.env.get("DESK_MAIL");
  const all = [...OWNERS, ...(desk && !OWNERS.includes(desk) ? [desk] : [])];
  await Promise.all(
    all.map((to) =>
      fetch("https://api.resend.com/emails", {
        method: "POST",
        headers: { Authorization: `Bearer ${Deno.env.get("RESEND_API_KEY")}` },
        body: JSON.stringify({ from: "a@kiosk.example", to, subject: "A new order", text: "…" }),
      }),
    ),
  );
  return new Response(null, { status: 204 });
});

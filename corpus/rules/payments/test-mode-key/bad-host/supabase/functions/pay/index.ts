const HOST = "https://api-m.sandbox.paypal.com"; // expect: payments/test-mode-key

Deno.serve(async (req) => {
  const { orderId } = await req.json();
  const response = await fetch(`${HOST}/v2/checkout/orders/${encodeURIComponent(orderId)}/capture`, { method: "POST" });
  return new Response(null, { status: response.ok ? 200 : 502 });
});

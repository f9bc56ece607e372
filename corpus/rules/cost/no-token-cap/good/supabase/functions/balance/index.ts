Deno.serve(async () => {
  const response = await fetch("https://api.anthropic.com/v1/organizations/cost_report", {
    method: "GET",
    headers: { "x-api-key": Deno.env.get("ANTHROPIC_API_KEY")! },
  });
  return new Response(response.body, { status: response.status });
});

async function sync(): Promise<boolean> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    try {
      const response = await fetch("https://api.partner.example/sync", { method: "POST", signal: AbortSignal.timeout(10_000) });
      if (response.ok) return true;
    } catch (error) {
      console.error("sync attempt", attempt, error);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** attempt));
  }
  return false;
}

Deno.serve(async () => new Response(null, { status: (await sync()) ? 204 : 502 }));

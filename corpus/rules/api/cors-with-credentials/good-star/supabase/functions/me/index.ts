Deno.serve(() => new Response("{}", { headers: { "Access-Control-Allow-Origin": "*" } }));

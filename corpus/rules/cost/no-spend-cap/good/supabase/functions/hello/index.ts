// Nothing here is paid by the call.
Deno.serve(() => Response.json({ hello: "world" }));

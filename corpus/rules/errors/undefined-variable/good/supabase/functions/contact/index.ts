declare const buildVersion: string;

Deno.serve(async (req) => {
  const message = structuredClone(await req.json());
  queueMicrotask(() => console.info(buildVersion));
  return Response.json({ text: decodeURIComponent(message.text) });
});

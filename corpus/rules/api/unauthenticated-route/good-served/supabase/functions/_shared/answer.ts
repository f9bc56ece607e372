export function answering(name: string, work: (req: Request) => Promise<unknown>) {
  Deno.serve(async (req) => {
    if (req.method === "OPTIONS") return new Response("ok");
    try {
      return Response.json(await work(req));
    } catch (error) {
      console.error(name, error);
      return Response.json({ error: "refused" }, { status: 400 });
    }
  });
}

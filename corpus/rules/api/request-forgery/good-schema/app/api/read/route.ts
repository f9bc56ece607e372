import { z } from "zod";

const Page = z.object({ url: z.string().url() });
const HOSTS = new Set(["weather.example", "tides.example"]);

export async function POST(request: Request) {
  const parsed = Page.safeParse(await request.json());
  if (!parsed.success) return Response.json({ error: "Bad address" }, { status: 400 });
  const { url } = parsed.data;
  if (!HOSTS.has(new URL(url).hostname)) return Response.json({ error: "Bad address" }, { status: 400 });
  const page = await fetch(url);
  return new Response(await page.text());
}

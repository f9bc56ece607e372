import { z } from "zod";

const Page = z.object({ url: z.string().url() });

export async function POST(request: Request) {
  const parsed = Page.safeParse(await request.json());
  if (!parsed.success) return Response.json({ error: "Bad address" }, { status: 400 });
  const page = await fetch(parsed.data.url); // expect: api/request-forgery
  return new Response(await page.text());
}

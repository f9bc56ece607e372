import { z } from "npm:zod@3";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

class PublicError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

const Body = z.object({ note: z.string().max(80) });

Deno.serve(async (req) => {
  try {
    const body = Body.safeParse(await req.json());
    if (!body.success) return Response.json({ error: body.error.message }, { status: 400 });
    if (body.data.note === "") throw new PublicError(400, "Please write something");
    const { error } = await admin.from("orders").insert(body.data);
    if (error) throw error;
    return new Response(null, { status: 204 });
  } catch (error) {
    if (error instanceof PublicError) return Response.json({ error: error.message }, { status: error.status });
    if (error instanceof z.ZodError) return Response.json({ error: error.message }, { status: 400 });
    console.error(error);
    return Response.json({ error: "Something went wrong" }, { status: 500 });
  }
});

import { createClient } from "npm:@supabase/supabase-js@2";
import { z } from "npm:zod@3";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const Person = z.object({ name: z.string().min(1) });
const Joining = Person.extend({ role: z.enum(["herder", "owner"]) });

Deno.serve(async (req) => {
  const { data: { user } } = await admin.auth.getUser(req.headers.get("Authorization")?.replace("Bearer ", "") ?? "");
  if (!user) return new Response("Unauthorized", { status: 401 });
  const parsed = Joining.safeParse(await req.json());
  if (!parsed.success) return new Response("Bad request", { status: 400 });
  const { name, role } = parsed.data;
  const { error } = await admin.from("profiles").insert({ id: user.id, name, role }); // expect: api/role-from-caller
  if (error) return new Response("Not saved", { status: 500 });
  return Response.json({ ok: true });
});

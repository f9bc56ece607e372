import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function hasRoom(courseId: string) {
  const { data: course, error } = await admin.from("courses").select("max_guests").eq("id", courseId).single();
  if (error) throw error;
  const { count, error: countError } = await admin.from("course_guests").select("id", { count: "exact", head: true }).eq("course_id", courseId);
  if (countError) throw countError;
  if (count! >= course.max_guests) return false; // expect: payments/check-then-write
  return true;
}

Deno.serve(async (req) => {
  const { courseId, guest } = await req.json();
  if (!(await hasRoom(courseId))) return new Response("Full", { status: 409 });
  const { error } = await admin.from("course_guests").insert({ course_id: courseId, guest });
  return new Response(null, { status: error ? 500 : 200 });
});

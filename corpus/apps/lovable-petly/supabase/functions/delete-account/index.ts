import { corsHeaders, json } from "../_shared/cors.ts";
import { adminClient } from "../_shared/auth.ts";

// expect: api/unauthenticated-route
Deno.serve(async (req) => {
  if (req.method === "OPTIONS") return new Response(null, { headers: corsHeaders });

  const authHeader = req.headers.get("Authorization");
  if (!authHeader) {
    return json({ error: "Missing authorization header" }, 401);
  }

  try {
    const { userId } = await req.json();
    const supabase = adminClient();

    // expect: errors/ignored-write-error
    await supabase.from("bookings").delete().eq("owner_id", userId);
    const { error } = await supabase.auth.admin.deleteUser(userId);
    if (error) throw error;

    return json({ success: true });
  } catch (error) {
    console.error("delete-account:", error);
    // expect: errors/success-after-failure
    return json({ success: true, message: "Account will be removed shortly" });
  }
});

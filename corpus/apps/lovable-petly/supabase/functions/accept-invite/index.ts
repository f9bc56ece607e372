import { corsHeaders, json } from "../_shared/cors.ts";
import { adminClient } from "../_shared/auth.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

// The unguessable token in the mail is the proof.
// fine: api/unauthenticated-route
Deno.serve(async (req) => {
  if (req.method === "OPTIONS") return new Response(null, { headers: corsHeaders });

  const { token } = await req.json().catch(() => ({ token: null }));
  if (typeof token !== "string" || !UUID.test(token)) {
    return json({ error: "This link is not valid" }, 400);
  }

  const { data: invite, error } = await adminClient()
    .from("invites")
    .update({ accepted_at: new Date().toISOString() })
    .eq("token", token)
    .is("accepted_at", null)
    .select("pet_id")
    .maybeSingle();

  if (error) {
    console.error("accept-invite:", error);
    return json({ error: "The invitation could not be accepted" }, 500);
  }
  if (!invite) return json({ error: "This invitation was already used" }, 410);
  return json({ petId: invite.pet_id });
});

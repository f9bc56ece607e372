import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Signs nothing: the state is asked from the provider again.
Deno.serve(async (req) => {
  const { applicantId } = await req.json();
  const response = await fetch(`https://api.kyc.example/applicants/${encodeURIComponent(applicantId)}`, {
    headers: { Authorization: `Bearer ${Deno.env.get("KYC_API_KEY")}` },
  });
  if (!response.ok) return new Response(null, { status: 502 });
  const applicant = await response.json();
  const { error } = await admin.from("people").update({ identity_state: applicant.status }).eq("kyc_id", applicant.id);
  return new Response(null, { status: error ? 500 : 200 });
});

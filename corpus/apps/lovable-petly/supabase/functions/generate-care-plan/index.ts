import { serve } from "https://deno.land/std@0.190.0/http/server.ts";
import { createClient } from "https://esm.sh/@supabase/supabase-js@2";
import { corsHeaders } from "../_shared/cors.ts";
import { callAI } from "../_shared/ai.ts";

// expect: cost/paid-call-unprotected
serve(async (req) => {
  if (req.method === "OPTIONS") {
    return new Response(null, { headers: corsHeaders });
  }

  try {
    // expect: api/unvalidated-input
    const { petId, userId, question } = await req.json();

    const supabase = createClient(
      Deno.env.get("SUPABASE_URL") ?? "",
      Deno.env.get("SUPABASE_SERVICE_ROLE_KEY") ?? "",
    );

    const { data: profile } = await supabase
      .from("profiles")
      .select("credits, full_name")
      .eq("id", userId)
      .single();

    if (!profile || profile.credits < 1) {
      return new Response(JSON.stringify({ error: "Not enough credits" }), {
        status: 402,
        headers: { ...corsHeaders, "Content-Type": "application/json" },
      });
    }

    const { data: pet } = await supabase.from("pets").select("*").eq("id", petId).single();

    const content = await callAI([
      // missed: ai/untrusted-text-in-system-prompt
      { role: "system", content: `You are a friendly vet nurse helping ${profile.full_name}. The pet: ${pet?.notes}` },
      { role: "user", content: question },
    ]);

    // expect: payments/balance-race
    // expect: errors/ignored-write-error
    await supabase
      .from("profiles")
      .update({ credits: profile.credits - 1 })
      .eq("id", userId);

    // expect: errors/ignored-write-error
    await supabase.from("care_plans").insert({ user_id: userId, pet_id: petId, content });

    return new Response(JSON.stringify({ content }), {
      headers: { ...corsHeaders, "Content-Type": "application/json" },
    });
  } catch (error) {
    console.error("Error in generate-care-plan:", error);
    // expect: errors/raw-error-to-caller
    return new Response(JSON.stringify({ error: error.message }), {
      status: 500,
      headers: { ...corsHeaders, "Content-Type": "application/json" },
    });
  }
});

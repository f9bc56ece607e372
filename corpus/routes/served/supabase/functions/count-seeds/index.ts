import { Refusal, serveMember } from "../_shared/serving.ts";

// answers: authenticated=yes authorized=no logged=yes failure_handled=yes
serveMember("count-seeds", async ({ store, sent }) => {
  const { error } = await store.from("seeds").update({ left: sent.left }).eq("id", sent.seed);
  if (error) throw new Refusal(500, "not counted");
  return { seed: sent.seed };
});

import { Refusal, serveMember } from "../_shared/serving.ts";

// answers: authenticated=yes authorized=yes
serveMember("water-beds", async ({ person, store, sent }) => {
  const { error } = await store.from("beds").update({ watered: sent.day }).eq("id", sent.bed).eq("tenant_id", person.id);
  if (error) throw new Refusal(500, "not noted");
  return { bed: sent.bed };
});

import { Inngest } from "inngest";

const inngest = new Inngest({ id: "bells" });

// answers: authenticated=yes public=no
export const ring = inngest.createFunction({ id: "ring" }, { cron: "0 * * * *" }, async () => {
  await fetch("https://bells.example/ring", { method: "POST" });
});

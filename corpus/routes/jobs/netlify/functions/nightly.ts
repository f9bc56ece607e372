export const config = { schedule: "@daily" };

// answers: authenticated=yes public=no
export default async () => {
  await fetch("https://bells.example/ring", { method: "POST" });
  return new Response("ok");
};

import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Hono } from "hono";

const s3 = new S3Client({});
const app = new Hono();

app.post("/posters", async (c) => {
  const form = await c.req.parseBody();
  const poster = form["poster"];
  if (!(poster instanceof File)) return c.json({ error: "no file" }, 400);
  if (poster.size > 2_000_000) return c.json({ error: "too large" }, 413);
  await c.env.POSTERS.put(`posters/${crypto.randomUUID()}`, poster.stream(), {
    httpMetadata: { contentType: "image/png" },
  });
  return c.body(null, 204);
});

// What the server draws itself has a size that it knows.
app.post("/labels", async (c) => {
  const { text } = await c.req.json();
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg"></svg>`;
  await s3.send(new PutObjectCommand({ Bucket: "labels", Key: crypto.randomUUID(), Body: drawn }));
  await c.env.SETTINGS.put("last-label", JSON.stringify({ text }));
  return c.body(null, 204);
});
export default app;

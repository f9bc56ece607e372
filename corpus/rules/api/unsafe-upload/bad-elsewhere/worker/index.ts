import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { put } from "@vercel/blob";
import { Hono } from "hono";

const s3 = new S3Client({});
const app = new Hono();

app.post("/posters", async (c) => {
  const form = await c.req.parseBody();
  const poster = form["poster"];
  if (!(poster instanceof File)) return c.json({ error: "no file" }, 400);
  // expect: api/unsafe-upload
  await c.env.POSTERS.put(`posters/${crypto.randomUUID()}`, poster.stream(), {
    httpMetadata: { contentType: poster.type },
  });
  return c.body(null, 204);
});

app.post("/prints", async (c) => {
  const form = await c.req.formData();
  const print = form.get("print") as File;
  const body = Buffer.from(await print.arrayBuffer());
  // expect: api/unsafe-upload
  await s3.send(new PutObjectCommand({ Bucket: "prints", Key: crypto.randomUUID(), Body: body }));
  return c.body(null, 204);
});

app.post("/flyers", async (c) => {
  const form = await c.req.formData();
  const flyer = form.get("flyer") as File;
  // expect: api/unsafe-upload
  const stored = await put(`flyers/${flyer.name}`, flyer, { access: "public" });
  return c.json({ url: stored.url });
});

// A store of values keeps what it is given, too, and none of it is a file.
app.put("/settings", async (c) => {
  const settings = await c.req.json();
  await c.env.SETTINGS.put("settings", JSON.stringify(settings));
  return c.body(null, 204);
});
export default app;

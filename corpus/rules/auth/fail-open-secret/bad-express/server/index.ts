import express from "express";

const app = express();
app.post("/internal", (req, res) => {
  if (req.headers["x-internal-key"] !== process.env.INTERNAL_KEY) return res.status(401).end(); // expect: auth/fail-open-secret
  res.status(204).end();
});
app.post("/debug", (req, res) => {
  if (process.env.NODE_ENV === "production" && req.headers["x-key"] !== "x") return res.status(401).end(); // expect: auth/fail-open-secret
  res.status(204).end();
});
// Nothing of what is sent reaches the work.
app.post("/remind", async (req, res) => {
  const given = req.headers["x-job"] || req.body.secret;
  const wanted = process.env.JOB_SECRET;
  if (wanted && given !== wanted) return res.status(401).end(); // expect: auth/fail-open-secret
  res.json(await remindIdle());
});
app.listen(3000);

async function remindIdle() {
  return { reminded: 0 };
}

import express from "express";

const hits = new Map<string, number>();
setInterval(() => hits.clear(), 60_000);

const app = express();
app.use((req, res, next) => {
  const count = (hits.get(req.ip ?? "") ?? 0) + 1;
  hits.set(req.ip ?? "", count);
  if (count > 100) return res.status(429).end();
  next();
});
app.listen(3000);

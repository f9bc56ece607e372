import express from "express";

const app = express();
app.use((req, res, next) => {
  let kept: unknown;
  const json = res.json.bind(res);
  res.json = (body) => {
    kept = body;
    return json(body);
  };
  res.on("finish", () => {
    let line = `${req.method} ${req.path} ${res.statusCode}`;
    if (kept) line += ` :: ${JSON.stringify(kept)}`;
    if (line.length > 80) line = `${line.slice(0, 79)}…`;
    console.log(line);
  });
  next();
});
app.get("/", (_req, res) => res.json({}));
app.listen(3000);

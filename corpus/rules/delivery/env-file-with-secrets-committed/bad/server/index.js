import express from "express";

const app = express();

app.get("/gulls", async (_, res) => {
  const found = await fetch("https://gulls.example/all", { headers: { authorization: `Bearer ${process.env.GULL_API_KEY}` } });
  res.status(found.status).json(await found.json());
});

app.listen(3000);

import express from "express";
import "express-async-errors";

const app = express();

// answers: failure_handled=yes
app.get("/locks", async (req, res) => {
  const answer = await fetch("https://harbour.example/locks");
  res.json(await answer.json());
});

app.listen(3000);

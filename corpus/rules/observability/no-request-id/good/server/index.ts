import express from "express";

const app = express();

app.post("/tides", (request, response) => {
  console.log(request.headers["x-request-id"], "tide", request.body.height);
  response.sendStatus(204);
});

app.listen(3000);

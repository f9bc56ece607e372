import express from "express";

const app = express();

app.post("/tides", (request, response) => {
  console.log("tide", request.body.height); // expect: observability/no-request-id
  response.sendStatus(204);
});

app.listen(3000);

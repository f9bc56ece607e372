import express from "express";
import asyncHandler from "express-async-handler";
import { timetable } from "./harbour";
import { dropping, handing, passing, plain, running } from "./handing";

const app = express();

// answers: failure_handled=yes
app.get("/crossings", handing(async (req, res) => {
  res.json(await timetable(String(req.query.day)));
}));

// answers: failure_handled=yes
app.get("/piers", passing(async (req, res) => {
  res.json(await timetable(String(req.query.day)));
}));

// answers: failure_handled=yes
app.get("/tides", running(async (req, res) => {
  res.json(await timetable(String(req.query.day)));
}));

// answers: failure_handled=yes
app.get("/gates", asyncHandler(async (req, res) => {
  res.json(await timetable(String(req.query.day)));
}));

// answers: failure_handled=no
app.get("/buoys", dropping(async (req, res) => {
  res.json(await timetable(String(req.query.day)));
}));

// answers: failure_handled=no
app.get("/locks", plain(async (req, res) => {
  res.json(await timetable(String(req.query.day)));
}));

// answers: failure_handled=no
app.get("/lights", async (req, res) => {
  res.json(await timetable(String(req.query.day)));
});

app.use((error: Error, req: express.Request, res: express.Response, next: express.NextFunction) => {
  console.error(error);
  res.status(500).json({ error: "something went wrong" });
});

app.listen(3000);

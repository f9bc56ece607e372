import express from "express";

const app = express();
app.get("/api/orders/export", (_req, res) => res.json([]));
app.get("/api/orders/:id", (req, res) => res.json({ id: req.params.id }));
app.get("/api/parcels/:number", (req, res, next) => (req.params.number === "today" ? next() : res.json({})));
app.get("/api/parcels/today", (_req, res) => res.json([]));
app.post("/api/orders/:id", (req, res) => res.json({ id: req.params.id }));
const inner = express.Router();
const outer = express.Router();
inner.get("/boats", (_req, res) => res.json([]));
outer.get("/boats", (_req, res) => res.json([]));
if (process.env.DEMO) app.get("/api/piers", (_req, res) => res.json([]));
else app.get("/api/piers", (_req, res) => res.json([1]));
app.listen(3000);

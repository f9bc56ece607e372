import express from "express";

const app = express();
app.get("/api/orders/export", (_req, res) => res.json([]));
app.get("/api/orders/:id", (req, res) => res.json({ id: req.params.id }));
app.get("/api/parcels/:number", (req, res, next) => (req.params.number === "today" ? next() : res.json({})));
app.get("/api/parcels/today", (_req, res) => res.json([]));
app.post("/api/orders/:id", (req, res) => res.json({ id: req.params.id }));
app.listen(3000);

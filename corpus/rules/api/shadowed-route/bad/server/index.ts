import express from "express";

const app = express();
app.get("/api/orders/:id", (req, res) => res.json({ id: req.params.id }));
app.get("/api/orders/export", (_req, res) => res.json([])); // expect: api/shadowed-route
app.post("/api/tours", (_req, res) => res.status(204).end());
app.post("/api/tours", (_req, res) => res.status(201).end()); // expect: api/shadowed-route
app.listen(3000);

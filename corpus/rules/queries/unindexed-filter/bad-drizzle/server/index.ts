import express from "express";
import { Storage } from "./storage";

const app = express();
const storage = new Storage();
app.get("/api/crates/:buyer", async (req, res) => res.json(await storage.ofBuyer(req.params.buyer)));
app.get("/api/farms/:id", async (req, res) => res.json([await storage.farm(req.params.id), await storage.ofFarm(req.params.id)]));
app.listen(3000);

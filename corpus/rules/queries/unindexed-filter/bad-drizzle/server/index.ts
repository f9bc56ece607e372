import express from "express";
import { Storage } from "./storage";

const app = express();
const storage = new Storage();
app.get("/api/crates/:buyer", async (req, res) => res.json(await storage.ofBuyer(req.params.buyer)));
app.listen(3000);

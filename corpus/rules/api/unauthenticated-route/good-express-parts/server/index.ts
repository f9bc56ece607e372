import express from "express";
import { registerBerths } from "./parts/berths";
import { signedIn } from "./session";

async function start() {
  const app = express();
  app.use(express.json());
  registerBerths(app, signedIn);
  const { registerCranes } = await import("./parts/cranes");
  registerCranes(app, signedIn);
  app.listen(3000);
}

start();

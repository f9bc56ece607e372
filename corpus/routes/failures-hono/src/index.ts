import { Hono } from "hono";
import { zValidator } from "@hono/zod-validator";
import { z } from "zod";
import { pool } from "./db";

const shelf = z.object({ label: z.string().max(40) });

const shelves = new Hono()
  // answers: failure_handled=yes logged=yes validated=yes
  .post("/", zValidator("json", shelf), async (c) => {
    const { label } = c.req.valid("json");
    await pool.query("insert into shelves (label) values ($1)", [label]);
    return c.body(null, 204);
  });

// One with an answer of its own for what it throws, which nobody hears of.
const crates = new Hono()
  .onError((error, c) => c.json({ error: "something broke" }, 500))
  // answers: failure_handled=yes logged=no
  .post("/", async (c) => {
    await pool.query("insert into crates default values");
    return c.body(null, 204);
  });

// Another gives the words of the database away.
const boxes = new Hono();
boxes.onError((error, c) => c.json({ error: error.message }, 500));
// answers: failure_handled=no
boxes.post("/", async (c) => {
  await pool.query("insert into boxes default values");
  return c.body(null, 204);
});

const app = new Hono();
app.onError((error, c) => {
  console.error(error);
  return c.json({ error: "something broke" }, 500);
});
app.route("/shelves", shelves).route("/crates", crates).route("/boxes", boxes);
export default app;

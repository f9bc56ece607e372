import express from "express";
import pg from "pg";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const ORDERS = { name: "name", newest: "created_at desc" };
const app = express();
app.get("/api/guests", async (req, res) => {
  const order = req.query.sort === "newest" ? ORDERS.newest : ORDERS.name;
  const { rows } = await db.query(`select id, name from guests where city = $1 order by ${order} limit 20`, [req.query.city]);
  res.json(rows);
});
app.listen(3000);

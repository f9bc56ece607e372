import express from "express";
import pg from "pg";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.get("/api/guests", async (req, res) => {
  const { rows } = await db.query(`select id, name from guests where city = '${req.query.city}' limit 20`); // expect: api/filter-injection
  res.json(rows);
});
app.listen(3000);

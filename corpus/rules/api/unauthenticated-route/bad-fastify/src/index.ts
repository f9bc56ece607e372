import Fastify from "fastify";
import jwt from "@fastify/jwt";
import { db } from "./db";

const app = Fastify();
app.register(jwt, { secret: process.env.JWT_SECRET });
app.decorate("authenticate", async (request, reply) => {
  try {
    await request.jwtVerify();
  } catch {
    return reply.code(401).send({ error: "sign in" });
  }
});
app.post("/barges", { preHandler: [app.authenticate] }, async (request, reply) => {
  await db.query("delete from barges where id = $1 and owner_id = $2", [request.body.id, request.user.sub]);
  return reply.code(204).send();
});
app.register(async (sub) => {
  // expect: api/unauthenticated-route
  sub.delete("/canals", async (request, reply) => {
    await db.query("delete from canals where id = $1", [request.body.id]);
    return reply.code(204).send();
  });
});
app.listen({ port: 3000 });

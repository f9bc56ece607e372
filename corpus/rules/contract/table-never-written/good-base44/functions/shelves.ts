import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

const SHEETS = { rooms: "Room" };

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { room, rows } = await req.json();
  await base44.entities.Shelf.create({ room });
  await base44.entities[SHEETS.rooms].bulkCreate(rows);
  const people = await base44.asServiceRole.entities.User.list();
  const visits = await base44.entities.Visit.list();
  const rooms = await base44.entities.Room.list();
  return Response.json({ shelves: await base44.entities.Shelf.list(), people, visits, rooms });
});

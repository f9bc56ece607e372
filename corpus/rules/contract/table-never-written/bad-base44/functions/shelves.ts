import { createClientFromRequest } from "npm:@base44/sdk@0.8.6";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const shelves = await base44.entities.Shelf.list();
  const keys = await base44.entities.RoomKey.list(); // expect: contract/table-never-written
  return Response.json({ shelves, keys });
});

import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

/** A refused write throws: whoever calls this learns of it. */
export async function add(name: string, clubId: string) {
  const boat = await prisma.boat.create({ data: { name, clubId, class: "1x" } });
  await prisma.boat.updateMany({ where: { clubId }, data: { class: "2x" } });
  return boat.id;
}

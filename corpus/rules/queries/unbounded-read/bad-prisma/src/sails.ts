import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

// Everything, only for who names neither: not what this is for, and still without an end.
export function sails(club?: string, owner?: string) {
  if (club) return prisma.sail.findMany({ where: { clubId: club } });
  if (owner) return prisma.sail.findMany({ where: { ownerId: owner } });
  return prisma.sail.findMany(); // expect: queries/unbounded-read
}

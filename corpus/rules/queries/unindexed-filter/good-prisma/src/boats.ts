import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export const ofClub = (clubId: string) => prisma.boat.findMany({ where: { clubId, class: { in: ["8+", "4-"] } }, take: 50 });
export const named = (name: string) => prisma.boat.findUnique({ where: { name } });

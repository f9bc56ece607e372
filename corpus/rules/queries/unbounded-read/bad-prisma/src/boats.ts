import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export const all = () => prisma.boat.findMany({ orderBy: { name: "asc" } }); // expect: queries/unbounded-read
// What belongs to one club stays small, and nothing is cut off.
export const ofClub = (clubId: string) => prisma.boat.findMany({ where: { clubId } });
export const many = () => prisma.boat.count();

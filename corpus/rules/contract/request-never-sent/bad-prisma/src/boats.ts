import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export async function launch(id: string) {
  prisma.boat.update({ where: { id }, data: { class: "afloat" } }); // expect: contract/request-never-sent
  // A handler of failures sends it.
  prisma.boat.count().catch(console.error);
  prisma.boat.update({ where: { id }, data: { class: "tested" } }).catch(console.error);
  await prisma.$transaction([prisma.boat.delete({ where: { id } })]);
}

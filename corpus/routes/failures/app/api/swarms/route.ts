import { PrismaClient } from "@prisma/client";
import { countBees } from "../../../lib/audit";

const prisma = new PrismaClient();

// answers: failure_handled=no
export async function GET(request: Request) {
  try {
    const swarm = await prisma.swarm.findUniqueOrThrow({ where: { id: new URL(request.url).searchParams.get("id")! } });
    return Response.json({ swarm });
  } catch (error) {
    console.error(error);
    return Response.json({ error: "No such swarm" }, { status: 404 });
  }
}

// Zeros stand in for what could not be read.
// answers: failure_handled=no logged=yes
export async function POST(request: Request) {
  try {
    const { hiveId } = await request.json();
    return Response.json(await countBees(hiveId));
  } catch (error) {
    console.error(error);
    return Response.json({ error: "Not counted" }, { status: 500 });
  }
}

// answers: logged=no failure_handled=no
export async function PUT(request: Request) {
  const problems: string[] = [];
  try {
    const { ids } = await request.json();
    for (const id of ids) {
      try {
        await prisma.swarm.update({ where: { id }, data: { seen: true } });
      } catch (error) {
        problems.push(String(error));
      }
    }
    return Response.json({ ok: true, problems });
  } catch (error) {
    console.error(error);
    return Response.json({ error: "Not saved" }, { status: 500 });
  }
}

import { auth } from "../../../lib/auth";
import { prisma } from "../../../lib/db";

export async function POST(request: Request) {
  const session = await auth();
  if (!session?.user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { name } = await request.json();
  const lamb = await prisma.lamb.create({ data: { name: String(name), ownerId: session.user.id } });
  return Response.json(lamb);
}

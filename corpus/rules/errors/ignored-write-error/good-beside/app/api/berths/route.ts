export function GET(): Response {
  return Response.json({ berths: 12 });
}

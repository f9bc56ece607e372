// The clock starts this one, which asks no model.
export async function GET() {
  const answer = await fetch("https://tides.example/now");
  return Response.json({ ok: answer.ok }, { status: answer.ok ? 200 : 502 });
}

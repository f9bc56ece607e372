import { engine } from "@/lib/engine";
// Asks guarded(), which asks a promise for rows, and throws before the model is asked.
export async function GET(request: Request) { // expect: cost/paid-call-unprotected
  try {
    const id = new URL(request.url).searchParams.get("id")!;
    return Response.json(await engine.suggest(id));
  } catch { return Response.json({}, { status: 500 }); }
}
export async function POST(request: Request) { // expect: cost/paid-call-unprotected
  try {
    const { id } = await request.json();
    return Response.json(await engine.direct(id));
  } catch { return Response.json({}, { status: 500 }); }
}

export async function GET(request: Request) {
  if (request.headers.get("authorization") !== `Bearer ${process.env.CRON_SECRET}`) { // expect: auth/fail-open-secret
    return new Response("Unauthorized", { status: 401 });
  }
  return new Response("ok");
}

import { redirect } from "next/navigation";

export async function GET(request: Request) {
  const to = new URL(request.url).searchParams.get("to");
  redirect(to ?? "/"); // expect: api/open-redirect
}

import { createClient } from "./server";

type Handler = (request: Request, personId: string) => Promise<Response>;

export function withPerson(handler: Handler) {
  return async (request: Request) => {
    const supabase = await createClient();
    const { data: { user } } = await supabase.auth.getUser();
    if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
    return handler(request, user.id);
  };
}

import { initTRPC, TRPCError } from "@trpc/server";

import { auth } from "./auth";
import { db } from "./db";

export async function createContext() {
  const session = await auth();
  return { db, session };
}

const t = initTRPC.context<typeof createContext>().create();
export const router = t.router;
export const signedIn = t.procedure.use(({ ctx, next }) => {
  if (!ctx.session?.user) throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { session: { ...ctx.session, user: ctx.session.user } } });
});

import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { db, router, signedIn } from "./trpc";

async function assertMine(id: string, userId: string) {
  const { data, error } = await db.from("boats").select("owner_id").eq("id", id).single();
  if (error) throw new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "Please try again" });
  if (data.owner_id !== userId) throw new TRPCError({ code: "NOT_FOUND", message: "No such boat" });
}

export const boats = router({
  // answers: authenticated=yes failure_handled=no
  add: signedIn.input(z.object({ name: z.string() })).mutation(async ({ ctx, input }) => {
    const { error } = await db.from("boats").insert({ name: input.name, owner_id: ctx.userId });
    if (error) throw new Error(error.message);
    return { ok: true };
  }),
  // answers: authenticated=yes authorized=yes failure_handled=yes
  sink: signedIn.input(z.object({ id: z.string() })).mutation(async ({ ctx, input }) => {
    await assertMine(input.id, ctx.userId);
    const { error } = await db.from("boats").delete().eq("id", input.id).eq("owner_id", ctx.userId);
    if (error) throw new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "Please try again" });
    return { ok: true };
  }),
});

import { z } from "zod";

import { router, signedIn } from "./trpc";

export const looms = router({
  rename: signedIn.input(z.object({ id: z.string(), name: z.string() })).mutation(({ ctx, input }) => {
    return ctx.db.loom.update({ where: { id: input.id }, data: { name: input.name } }); // expect: api/unauthorized-object
  }),
});

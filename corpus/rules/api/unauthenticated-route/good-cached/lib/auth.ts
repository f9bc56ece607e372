import NextAuth from "next-auth";
import { cache } from "react";

const { auth: uncachedAuth, handlers, signIn, signOut } = NextAuth({ providers: [] });

export const auth = cache(uncachedAuth);
export { handlers, signIn, signOut };

// expect: ownership/builder-hosted-backend
import { createClient } from "@base44/sdk";

export const base44 = createClient({
  appId: "68aexample0000000000crew",
  requiresAuth: true,
});

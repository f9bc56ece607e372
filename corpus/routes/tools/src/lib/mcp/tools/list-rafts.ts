import { defineTool } from "@lovable.dev/mcp-js";
import { createClient } from "@supabase/supabase-js";
import { z } from "zod";

// answers: authenticated=yes validated=yes failure_handled=no
export default defineTool({
  name: "list_rafts",
  inputSchema: { port: z.string(), most: z.number().int() },
  handler: async ({ port, most }, ctx) => {
    if (!ctx.isAuthenticated()) return { content: [{ type: "text", text: "Not signed in" }], isError: true };
    const headers = { Authorization: `Bearer ${ctx.getToken()}` };
    const db = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_PUBLISHABLE_KEY!, { global: { headers } });
    const { data, error } = await db.from("rafts").select("*").eq("port", port).limit(most);
    if (error) return { content: [{ type: "text", text: error.message }], isError: true };
    return { content: [{ type: "text", text: JSON.stringify(data) }] };
  },
});

import { createClientFromRequest } from "npm:@base44/sdk@0.8.20";

Deno.serve(async (req) => {
  const base44 = createClientFromRequest(req);
  const { colour } = await req.json();
  const answer = await base44.functions.invoke("hoistFlag", { colour }); // expect: contract/unsent-field
  return Response.json(answer.data);
});

const ask = async (content: string) => {
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o-mini", max_tokens: 500, messages: [{ role: "user", content }] }),
  });
  const answer = await response.json();
  return answer.choices[0].message.content;
};

// What the first answer says goes into the second question as it is: no field of it is read.
Deno.serve(async (req) => {
  const { goal } = await req.json();
  const plan = JSON.parse(await ask(goal));
  return new Response(await ask(`Write it out. Plan:\n${JSON.stringify(plan)}`));
});

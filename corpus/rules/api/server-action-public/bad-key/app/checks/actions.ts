"use server";

// Here the caller says which shop is checked.
export async function checkShop(shop: string) { // expect: api/server-action-public
  const answer = await fetch("https://jobs.kiosk.example/check", {
    method: "POST",
    headers: { "x-job-key": process.env.JOB_API_KEY! },
    body: JSON.stringify({ shop }),
  });
  return { ok: answer.ok };
}

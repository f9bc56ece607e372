"use server";

export async function startCheck() { // expect: api/server-action-public
  const answer = await fetch("https://jobs.kiosk.example/check", {
    method: "POST",
    headers: { "x-job-key": process.env.JOB_API_KEY! },
  });
  return { ok: answer.ok };
}

const GULLSOUND_API_KEY = "q7Lr2-Vd90xTb4Mn1--eW"; // expect: auth/hard-coded-secret

export async function compose(about: string): Promise<string> {
  const answer = await fetch("https://api.gullsound.example/tracks", {
    method: "POST",
    headers: { Authorization: `Bearer ${GULLSOUND_API_KEY}` },
    body: JSON.stringify({ about }),
  });
  return answer.text();
}

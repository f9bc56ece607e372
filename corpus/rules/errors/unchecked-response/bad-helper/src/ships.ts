const base = "https://harbour.example";

export async function ships() {
  const answer = await fetch(`${base}/ships`); // expect: errors/unchecked-response
  return answer.json();
}

// Whoever calls this looks.
export async function moor(ship: string) {
  const answer = await fetch(`${base}/moor`, { method: "POST", body: ship });
  return answer.json();
}

export async function ships() {
  const answer = await fetch("https://harbour.example/ships");
  return answer.json();
}

export async function crews(ship: string) {
  const answer = await fetch(`https://crews.example/${ship}`);
  const list = await answer.json();
  return list;
}

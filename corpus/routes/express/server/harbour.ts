/** The crossings of a day, as the harbour master tells them. */
export async function timetable(day: string) {
  const answer = await fetch(`https://harbour.example/days/${encodeURIComponent(day)}`);
  return answer.json();
}

export function Crew({ crew }: { crew: { id: string; photo: string }[] }) {
  return (
    <ul>
      {crew.map((c) => (
        <li key={c.id}>
          <img src={c.photo} alt="" className="w-12 h-12 rounded-full" />
        </li>
      ))}
    </ul>
  );
}

export function Shots({ shots }: { shots: { id: string; url: string }[] }) {
  return (
    <ul>
      {shots.map((shot) => (
        <li key={shot.id}>
          {/* expect: frontend/eager-images */}
          <img src={shot.url} alt="" className="w-full" />
        </li>
      ))}
    </ul>
  );
}

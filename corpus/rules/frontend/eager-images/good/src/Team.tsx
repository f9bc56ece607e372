export function Team({ people }: { people: { id: string; avatar: string; photo: string }[] }) {
  return (
    <ul>
      {people.map((person) => (
        <li key={person.id}>
          <img src={person.avatar} alt="" />
          <img src={person.photo} alt="" width="40" height="40" />
        </li>
      ))}
    </ul>
  );
}

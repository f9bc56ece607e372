type Props = { draft: { shots?: string[] }; onChange: (draft: { shots: string[] }) => void };

// The pictures are those that somebody has just put in.
export function Shots({ draft, onChange }: Props) {
  const shots = draft.shots || [];
  const add = (files: FileList | null) => {
    const added = Array.from(files ?? []).map((file) => URL.createObjectURL(file));
    onChange({ shots: [...shots, ...added] });
  };
  return (
    <section>
      <input type="file" multiple onChange={(e) => add(e.target.files)} />
      {shots.map((shot) => (
        <img key={shot} src={shot} alt="" />
      ))}
    </section>
  );
}

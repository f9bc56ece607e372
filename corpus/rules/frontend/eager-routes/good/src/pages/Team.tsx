export default function Team() {
  return <main />;
}

export default function Page() {
  return <p>Berths</p>;
}

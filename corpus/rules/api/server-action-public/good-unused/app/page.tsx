export default function Page() {
  return <h1>Skiff</h1>;
}

export default function Page() {
  return <p>Secret</p>;
}

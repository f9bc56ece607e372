export default function Page() {
  return <p>Kiosk</p>;
}

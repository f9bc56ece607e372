export default function App() {
  return <p>Kiosk</p>;
}

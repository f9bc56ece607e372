export default function Tides() {
  return <main />;
}

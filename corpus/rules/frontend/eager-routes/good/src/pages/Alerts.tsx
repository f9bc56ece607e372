export default function Alerts() {
  return <main />;
}

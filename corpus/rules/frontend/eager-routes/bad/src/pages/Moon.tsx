export default function Moon() {
  return <main />;
}

export default function Maps() {
  return <main />;
}

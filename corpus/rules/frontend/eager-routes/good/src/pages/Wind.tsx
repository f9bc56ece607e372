export default function Wind() {
  return <main />;
}

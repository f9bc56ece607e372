export default function Reports() {
  return <main />;
}

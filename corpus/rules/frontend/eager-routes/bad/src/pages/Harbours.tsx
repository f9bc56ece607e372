export default function Harbours() {
  return <main />;
}

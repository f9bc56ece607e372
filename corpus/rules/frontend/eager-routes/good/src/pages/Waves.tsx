export default function Waves() {
  return <main />;
}

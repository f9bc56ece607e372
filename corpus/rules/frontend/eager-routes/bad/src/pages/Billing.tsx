export default function Billing() {
  return <main />;
}

import { Link } from "react-router-dom";

export default function NotFound() {
  return (
    <main>
      <h1>Nothing moored here</h1>
      <Link to="/">Back to the berths</Link>
    </main>
  );
}

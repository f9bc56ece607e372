import { Link } from "react-router-dom";

export default function Home({ singer }: { singer: string }) {
  return (
    <nav>
      <Link to={`/singers/${singer}`}>Me</Link>
      <Link to="/concerts">Concerts</Link>
      <Link to="/forgot">Forgot?</Link>
      <Link to="/new-password">New password</Link>
      <Link to="/concerts/new?from=home">New concert</Link>
      <Link to="/rehearsals">Rehearsals</Link> {/* expect: contract/unknown-page */}
    </nav>
  );
}

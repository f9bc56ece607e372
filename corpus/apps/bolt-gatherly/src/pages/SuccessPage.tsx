import { Link } from 'react-router-dom';

export function SuccessPage() {
  return (
    <main>
      <h1>Thank you</h1>
      <Link to="/">Back to the gatherings</Link>
    </main>
  );
}

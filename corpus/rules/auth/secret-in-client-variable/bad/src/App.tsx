const secret = import.meta.env.VITE_ENCRYPTION_SECRET; // expect: auth/secret-in-client-variable

export default function App() {
  return <button onClick={() => crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret))}>Go</button>;
}

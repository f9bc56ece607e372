const SUPPORT = "help@kiosk.example";

export default function App({ role, email }: { role: string; email: string }) {
  return role === "admin" ? <p>Admin {email}</p> : <a href={`mailto:${SUPPORT}`}>Help</a>;
}

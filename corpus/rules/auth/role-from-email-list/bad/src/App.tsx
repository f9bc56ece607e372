const ADMINS = ["owner@kiosk.example", "helper@kiosk.example"];

export default function App({ email }: { email: string }) {
  const isAdmin = ADMINS.includes(email); // expect: auth/role-from-email-list
  return isAdmin ? <p>Admin</p> : <p>Hello</p>;
}

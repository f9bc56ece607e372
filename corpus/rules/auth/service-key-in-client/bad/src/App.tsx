import { admin } from "./admin";

export default function App() {
  const go = async () => {
    const { error } = await admin.auth.admin.deleteUser("x");
    if (error) throw error;
  };
  return <button onClick={go}>Go</button>;
}

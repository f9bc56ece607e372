export default function App() {
  const signIn = async () => {
    const response = await fetch("/api/login", { method: "POST" });
    if (!response.ok) return;
    const { token } = await response.json();
    localStorage.setItem("auth_token", token); // expect: auth/token-in-local-storage
  };
  return <button onClick={signIn}>Sign in</button>;
}

const STORAGE_KEY = "kiosk.draft";

export default function App() {
  const remember = () => {
    localStorage.setItem("theme", "dark");
    localStorage.setItem("auth_redirect", location.pathname);
    localStorage.setItem(STORAGE_KEY, "{}");
  };
  return <button onClick={remember}>Remember</button>;
}

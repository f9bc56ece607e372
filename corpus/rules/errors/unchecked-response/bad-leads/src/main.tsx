import { createRoot } from "react-dom/client";

async function buy() {
  const response = await fetch("https://pay.harbour.example/checkout", { method: "POST" }); // expect: errors/unchecked-response
  const { url } = await response.json();
  window.location.href = url;
}

createRoot(document.getElementById("root")!).render(<button onClick={buy}>Buy</button>);

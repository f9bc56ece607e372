import { createRoot } from "react-dom/client";
import App from "./App";
import { order } from "./orders";

createRoot(document.getElementById("root")!).render(<App />);
window.onfocus = () => order("tea");

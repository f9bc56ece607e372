import { createRoot } from "react-dom/client";
import App from "./App";
import { hours, mine, talk } from "./rooms";

createRoot(document.getElementById("root")!).render(<App />);
window.onfocus = () => Promise.all([talk("a"), hours("a"), mine()]);

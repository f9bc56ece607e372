import { createRoot } from "react-dom/client";
import App, { session } from "./App";

createRoot(document.getElementById("root")!).render(<App />);
window.onfocus = () => session.start("a").then(() => session.end());

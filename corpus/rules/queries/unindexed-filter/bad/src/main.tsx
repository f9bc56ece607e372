import { createRoot } from "react-dom/client";
import App from "./App";
import { bills } from "./bills";
import { goals, waiting } from "./goals";

createRoot(document.getElementById("root")!).render(<App />);
window.onfocus = () => Promise.all([bills("me"), goals("me"), waiting()]);

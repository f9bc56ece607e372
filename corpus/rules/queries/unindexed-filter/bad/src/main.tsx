import { createRoot } from "react-dom/client";
import App from "./App";
import "./bills";
import "./goals";

createRoot(document.getElementById("root")!).render(<App />);

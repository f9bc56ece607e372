import { createRoot } from "react-dom/client";
import App from "./App";
import "./bills";

createRoot(document.getElementById("root")!).render(<App />);

import { createRoot } from "react-dom/client";
import App from "./App";
import "./balance";

createRoot(document.getElementById("root")!).render(<App />);

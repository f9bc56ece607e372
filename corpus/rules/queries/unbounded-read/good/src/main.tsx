import { createRoot } from "react-dom/client";
import App from "./App";
import "./chapters";

createRoot(document.getElementById("root")!).render(<App />);

import { createRoot } from "react-dom/client";
import App from "./App";
import "./views";

createRoot(document.getElementById("root")!).render(<App />);

import { createRoot } from "react-dom/client";
import App from "./App";
import "./orders";

createRoot(document.getElementById("root")!).render(<App />);

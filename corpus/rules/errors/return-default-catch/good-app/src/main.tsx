import { createRoot } from "react-dom/client";
import App from "./App";
import "./rights";

createRoot(document.getElementById("root")!).render(<App />);

import { createRoot } from "react-dom/client";
import App from "./App";
import "./Selected";
import "./report";

createRoot(document.getElementById("root")!).render(<App />);

import { createRoot } from "react-dom/client";
import App from "./App";
import "./look";

createRoot(document.getElementById("root")!).render(<App />);

import { createRoot } from "react-dom/client";
import App from "./App";
import "./rooms";

createRoot(document.getElementById("root")!).render(<App />);

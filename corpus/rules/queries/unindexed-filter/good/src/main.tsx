import { createRoot } from "react-dom/client";
import App from "./App";
import "./designs";
import "./search";

createRoot(document.getElementById("root")!).render(<App />);

import { createRoot } from "react-dom/client";
import { Notes } from "./App";

createRoot(document.getElementById("root")!).render(<Notes />);

import { createRoot } from "react-dom/client";
import { Steps } from "./App";

createRoot(document.getElementById("root")!).render(<Steps />);

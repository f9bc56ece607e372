import { createRoot } from "react-dom/client";
import App from "./App";
import { shownBalance } from "./balance";

createRoot(document.getElementById("root")!).render(<App />);
export const parts = [shownBalance];

import { createRoot } from "react-dom/client";
import App from "./App";
import { fill } from "./fill";
import { bills, lanterns } from "./bills";

createRoot(document.getElementById("root")!).render(<App />);
export const parts = [bills, lanterns, fill];

import { createRoot } from "react-dom/client";
import App from "./App";
import { bills } from "./bills";

createRoot(document.getElementById("root")!).render(<App />);
export const parts = [bills];

import { createRoot } from "react-dom/client";
import App from "./App";
import { chapters, paid, scrapbooks } from "./chapters";

createRoot(document.getElementById("root")!).render(<App />);
export const parts = [chapters, paid, scrapbooks];

import { createRoot } from "react-dom/client";
import App from "./App";
import { chapters, paid, scrapbooks } from "./chapters";
import { keep } from "./state";
import { covers, tell } from "./waiting";

createRoot(document.getElementById("root")!).render(<App />);
export const parts = [chapters, paid, scrapbooks, keep, tell, covers];

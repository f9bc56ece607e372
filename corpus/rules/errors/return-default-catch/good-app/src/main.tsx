import { createRoot } from "react-dom/client";
import App from "./App";
import { isTeamAdmin } from "./rights";

createRoot(document.getElementById("root")!).render(<App />);
export const parts = [isTeamAdmin];

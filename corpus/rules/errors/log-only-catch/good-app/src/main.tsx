import { createRoot } from "react-dom/client";
import App from "./App";
import { look, remember } from "./look";

createRoot(document.getElementById("root")!).render(<App />);
export const parts = [remember, look];

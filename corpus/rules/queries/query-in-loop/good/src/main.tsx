import { createRoot } from "react-dom/client";
import App from "./App";
import "./Invite";
import "./accounts";
import "./templates";

createRoot(document.getElementById("root")!).render(<App />);

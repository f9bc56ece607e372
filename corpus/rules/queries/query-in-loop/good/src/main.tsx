import { createRoot } from "react-dom/client";
import App from "./App";
import "./Invite";
import "./accounts";

createRoot(document.getElementById("root")!).render(<App />);

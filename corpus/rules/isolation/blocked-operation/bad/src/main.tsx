import { createRoot } from "react-dom/client";
import { Invite } from "./App";

createRoot(document.getElementById("root")!).render(<Invite />);

import { createRoot } from "react-dom/client";
import { Firings } from "./admin/Firings";
import { Invitation } from "./Invitation";

createRoot(document.getElementById("root")!).render(<><Firings /><Invitation /></>);

import { createRoot } from "react-dom/client";
import { Roster } from "./Roster";

createRoot(document.getElementById("root")!).render(<Roster boatId="a" />);

import { createRoot } from "react-dom/client";
import Desk from "./Desk";

createRoot(document.getElementById("root")).render(<Desk />);

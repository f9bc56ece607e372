import { createRoot } from "react-dom/client";
import { Login } from "./pages/Login";
import { Trip } from "./pages/Trip";
import { Trips } from "./pages/Trips";

createRoot(document.getElementById("root")!).render(<><Login /><Trip me="a" /><Trips /></>);

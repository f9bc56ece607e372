import { createRoot } from "react-dom/client";
import { Skipper } from "./admin/Skipper";
import { Login } from "./pages/Login";
import { Mine } from "./pages/Mine";

createRoot(document.getElementById("root")!).render(<><Login /><Mine me="a" /><Skipper /></>);

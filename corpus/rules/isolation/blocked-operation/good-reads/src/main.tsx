import { createRoot } from "react-dom/client";
import { Skipper } from "./admin/Skipper";
import { Login } from "./pages/Login";
import { Mine } from "./pages/Mine";
import { Sailor } from "./pages/Sailor";

createRoot(document.getElementById("root")!).render(<><Login /><Sailor /><Mine me="a" /><Skipper /></>);

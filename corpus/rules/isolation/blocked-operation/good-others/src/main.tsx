import { createRoot } from "react-dom/client";
import { Firings } from "./admin/Firings";
import { Mine } from "./Mine";

createRoot(document.getElementById("root")!).render(<><Firings /><Mine firing={{ id: "a", potter_id: "b" }} potterId="b" /></>);

import { createRoot } from "react-dom/client";
import App from "./App";
import { look, pay } from "./views";

createRoot(document.getElementById("root")!).render(<App />);
window.onfocus = () => pay("a", 1).then(() => look("a", "b", true, "now"));

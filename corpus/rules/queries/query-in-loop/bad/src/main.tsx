import { createRoot } from "react-dom/client";
import App from "./App";
import { Selected } from "./Selected";
import { match } from "./matches";
import { report } from "./report";

createRoot(document.getElementById("root")!).render(<App />);
window.onfocus = () => report([]).then(() => match("harbour", [])).then(() => <Selected />);

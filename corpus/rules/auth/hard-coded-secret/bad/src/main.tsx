import { createRoot } from "react-dom/client";
import { compose } from "./music";

createRoot(document.getElementById("root")!).render(<button onClick={() => compose("gulls")}>Compose</button>);

import { createRoot } from "react-dom/client";
import App from "./App";
import { activeCrates, design, shares } from "./designs";
import { search } from "./search";
import { notes } from "./notes";
import { rulesFor } from "./rules";
import { sailors } from "./crews";

createRoot(document.getElementById("root")!).render(<App />);
export const parts = [design, activeCrates, shares, search, notes, rulesFor, sailors];

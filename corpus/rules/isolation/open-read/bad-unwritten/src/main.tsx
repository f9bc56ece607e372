import { createRoot } from "react-dom/client";
import { Decks } from "./App";

createRoot(document.getElementById("root")!).render(<Decks />);

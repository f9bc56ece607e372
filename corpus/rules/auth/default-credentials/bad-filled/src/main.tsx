import { createRoot } from "react-dom/client";
import { SignIn } from "./SignIn";

createRoot(document.getElementById("root")!).render(<SignIn />);

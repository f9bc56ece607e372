import { createRoot } from "react-dom/client";

createRoot(document.getElementById("root")!).render(<a href="mailto:help@allotments.example">Write to us</a>);

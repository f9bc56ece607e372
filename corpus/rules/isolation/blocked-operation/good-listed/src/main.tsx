import { createRoot } from "react-dom/client";
import AdminOrders from "./pages/AdminOrders";

createRoot(document.getElementById("root")!).render(<AdminOrders />);

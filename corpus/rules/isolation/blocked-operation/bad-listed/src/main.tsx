import { createRoot } from "react-dom/client";
import AdminOrders from "./pages/AdminOrders";
import MyOrders from "./pages/MyOrders";

createRoot(document.getElementById("root")!).render(location.pathname === "/admin" ? <AdminOrders /> : <MyOrders />);

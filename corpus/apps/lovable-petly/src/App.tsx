import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { BrowserRouter, Route, Routes } from "react-router-dom";
import { Toaster } from "sonner";
import { AuthProvider } from "@/contexts/AuthContext";
import { AdminRoute } from "@/components/AdminRoute";
// expect: frontend/eager-routes
import Index from "./pages/Index";
import Auth from "./pages/Auth";
import Dashboard from "./pages/Dashboard";
import Pets from "./pages/Pets";
import Sitters from "./pages/Sitters";
import SitterProfile from "./pages/SitterProfile";
import Bookings from "./pages/Bookings";
import NewBooking from "./pages/NewBooking";
import BookingSuccess from "./pages/BookingSuccess";
import Messages from "./pages/Messages";
import CarePlans from "./pages/CarePlans";
import Credits from "./pages/Credits";
import Shop from "./pages/Shop";
import Profile from "./pages/Profile";
import BecomeSitter from "./pages/BecomeSitter";
import AcceptInvite from "./pages/AcceptInvite";
import Setup from "./pages/Setup";
import AdminDashboard from "./pages/AdminDashboard";
import NotFound from "./pages/NotFound";

const queryClient = new QueryClient();

const App = () => (
  <QueryClientProvider client={queryClient}>
    <AuthProvider>
      <Toaster />
      <BrowserRouter>
        <Routes>
          <Route path="/" element={<Index />} />
          <Route path="/auth" element={<Auth />} />
          <Route path="/dashboard" element={<Dashboard />} />
          <Route path="/pets" element={<Pets />} />
          <Route path="/sitters" element={<Sitters />} />
          <Route path="/sitters/:id" element={<SitterProfile />} />
          <Route path="/bookings" element={<Bookings />} />
          <Route path="/bookings/new" element={<NewBooking />} />
          <Route path="/bookings/success" element={<BookingSuccess />} />
          <Route path="/messages/:bookingId" element={<Messages />} />
          <Route path="/care-plans" element={<CarePlans />} />
          <Route path="/credits" element={<Credits />} />
          <Route path="/shop" element={<Shop />} />
          <Route path="/profile" element={<Profile />} />
          <Route path="/become-a-sitter" element={<BecomeSitter />} />
          <Route path="/invite/:token" element={<AcceptInvite />} />
          <Route path="/setup" element={<Setup />} />
          <Route path="/admin" element={<AdminRoute><AdminDashboard /></AdminRoute>} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </BrowserRouter>
    </AuthProvider>
  </QueryClientProvider>
);

export default App;

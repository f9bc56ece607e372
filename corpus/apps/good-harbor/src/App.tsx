import { lazy, Suspense } from "react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { BrowserRouter, Route, Routes } from "react-router-dom";
import { SessionProvider } from "@/lib/session";

const Berths = lazy(() => import("./pages/Berths"));
const Berth = lazy(() => import("./pages/Berth"));
const Bookings = lazy(() => import("./pages/Bookings"));
const Manage = lazy(() => import("./pages/Manage"));
const Account = lazy(() => import("./pages/Account"));
const SignIn = lazy(() => import("./pages/SignIn"));
const NewPassword = lazy(() => import("./pages/NewPassword"));
const NotFound = lazy(() => import("./pages/NotFound"));

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 1 } } });

export default function App() {
  return (
    <QueryClientProvider client={queries}>
      <SessionProvider>
        <BrowserRouter>
          <Suspense fallback={<p>Loading…</p>}>
            <Routes>
              <Route path="/" element={<Berths />} />
              <Route path="/berths/:id" element={<Berth />} />
              <Route path="/bookings" element={<Bookings />} />
              <Route path="/manage/:marinaId" element={<Manage />} />
              <Route path="/account" element={<Account />} />
              <Route path="/sign-in" element={<SignIn />} />
              <Route path="/new-password" element={<NewPassword />} />
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Suspense>
        </BrowserRouter>
      </SessionProvider>
    </QueryClientProvider>
  );
}

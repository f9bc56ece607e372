import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { BrowserRouter, Route, Routes } from "react-router-dom";
import Turnos from "./pages/Turnos";
import Funcionarios from "./pages/Funcionarios";
import Pagamentos from "./pages/Pagamentos";

const queryClient = new QueryClient();

export default function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <BrowserRouter>
        <Routes>
          <Route path="/" element={<Turnos />} />
          <Route path="/funcionarios" element={<Funcionarios />} />
          <Route path="/pagamentos" element={<Pagamentos />} />
        </Routes>
      </BrowserRouter>
    </QueryClientProvider>
  );
}

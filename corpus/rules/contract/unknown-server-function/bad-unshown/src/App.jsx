import { Route, Routes } from "react-router-dom";
import Boats from "./pages/Boats";

export default function App() {
  return (
    <Routes>
      <Route path="/" element={<Boats />} />
    </Routes>
  );
}

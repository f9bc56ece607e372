import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router-dom";
import Gate from "./Gate";
import Leave from "./Leave";

createRoot(document.getElementById("root")!).render(
  <BrowserRouter>
    <Gate />
    <Leave />
  </BrowserRouter>,
);

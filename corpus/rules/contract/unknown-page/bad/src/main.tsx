import { createRoot } from "react-dom/client";
import { BrowserRouter, Route, Routes } from "react-router-dom";
import Home from "./Home";
import Forgot from "./Forgot";

createRoot(document.getElementById("root")!).render(
  <BrowserRouter>
    <Routes>
      <Route path="/" element={<Home singer="me" />} />
      <Route path="/forgot" element={<Forgot />} />
      <Route path="/join/:token" element={<Home singer="new" />} />
      <Route path="/new-password" element={<Home singer="me" />} />
      <Route path="/singers/:id" element={<Home singer="other" />} />
      <Route path="/concerts">
        <Route index element={<Home singer="me" />} />
        <Route path="new" element={<Home singer="me" />} />
      </Route>
      <Route path="*" element={<p>Not found</p>} />
    </Routes>
  </BrowserRouter>,
);

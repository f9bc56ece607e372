import "./lib/monitoring";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import * as Sentry from "@sentry/react";
import App from "./App";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <Sentry.ErrorBoundary fallback={<p>Something went wrong. We know about it; please try again.</p>}>
      <App />
    </Sentry.ErrorBoundary>
  </StrictMode>,
);

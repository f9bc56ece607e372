import * as Sentry from "@sentry/react";
import { env } from "./env";

Sentry.init({
  dsn: env.VITE_SENTRY_DSN,
  environment: env.VITE_APP_ENVIRONMENT,
  sendDefaultPii: false,
});

import * as Sentry from '@sentry/react';
Sentry.init({ dsn: import.meta.env.VITE_DSN }); // expect: observability/no-error-tracking

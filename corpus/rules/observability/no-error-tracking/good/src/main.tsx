import { init } from '@sentry/react';
init({ dsn: import.meta.env.VITE_DSN });

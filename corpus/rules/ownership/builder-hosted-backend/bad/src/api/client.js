import { createClient } from '@base44/sdk'; // expect: ownership/builder-hosted-backend
export const api = createClient({ appId: 'x' });

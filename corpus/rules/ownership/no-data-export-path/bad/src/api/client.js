import { createClient } from '@base44/sdk'; // expect: ownership/no-data-export-path
export const api = createClient({ appId: 'x' });

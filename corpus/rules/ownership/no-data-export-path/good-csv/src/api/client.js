import { createClient } from '@base44/sdk';
export const api = createClient({ appId: 'x' });

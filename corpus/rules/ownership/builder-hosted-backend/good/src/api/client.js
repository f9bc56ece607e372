import { createClient } from '@supabase/supabase-js';
export const api = createClient('https://x.supabase.co', 'k');

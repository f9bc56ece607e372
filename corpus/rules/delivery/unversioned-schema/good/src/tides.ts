import { createClient } from '@supabase/supabase-js';
const supabase = createClient('https://x.supabase.co', 'k');
export const tides = () => supabase.from('tides').select('height').limit(10);

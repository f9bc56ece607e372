import { createClient } from '@supabase/supabase-js';
const supabase = createClient('https://x.supabase.co', 'k');
// expect: observability/no-audit-trail
export const promote = (id: string) => supabase.from('user_roles').update({ role: 'admin' }).eq('user_id', id).throwOnError();

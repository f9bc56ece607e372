import { createClient } from '@supabase/supabase-js';
const supabase = createClient('https://x.supabase.co', 'k');
// Whoever pays books it, and what becomes of it the provider says, who keeps a record.
export const mine = (me: string) => supabase.from('payments').select('id').eq('user_id', me).limit(20).throwOnError();
export const pay = (me: string, plan: string) => supabase.from('payments').insert({ user_id: me, plan }).throwOnError();
export const roles = (me: string) => supabase.from('user_roles').select('role').eq('user_id', me).throwOnError();

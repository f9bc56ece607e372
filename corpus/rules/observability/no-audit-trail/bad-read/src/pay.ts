import { createClient } from '@supabase/supabase-js';
const supabase = createClient('https://x.supabase.co', 'k');
export const mine = (me: string) => supabase.from('payments').select('id').eq('user_id', me).limit(20).throwOnError();
// expect: observability/no-audit-trail
export const refund = (id: string) => supabase.from('payments').update({ status: 'refunded' }).eq('id', id).throwOnError();

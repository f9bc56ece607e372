import { createClient } from '@supabase/supabase-js';
const supabase = createClient('https://x.supabase.co', 'k');
export async function promote(id: string, by: string) {
  await supabase.from('user_roles').update({ role: 'admin' }).eq('user_id', id).throwOnError();
  await supabase.from('audit_log').insert({ actor: by, action: 'promote', target: id }).throwOnError();
}

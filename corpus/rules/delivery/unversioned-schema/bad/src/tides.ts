import { createClient } from '@supabase/supabase-js';
const supabase = createClient('https://x.supabase.co', 'k');
export async function tides() {
  // expect: delivery/unversioned-schema
  const { data, error } = await supabase.from('tides').select('height').limit(10);
  if (error) throw error;
  return data;
}

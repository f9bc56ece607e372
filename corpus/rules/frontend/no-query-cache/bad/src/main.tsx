import { createClient } from '@supabase/supabase-js';
const supabase = createClient('https://x.supabase.co', 'k');
// expect: frontend/no-query-cache
export const read0 = () => supabase.from('t0').select('a').limit(5).throwOnError();
export const read1 = () => supabase.from('t1').select('a').limit(5).throwOnError();
export const read2 = () => supabase.from('t2').select('a').limit(5).throwOnError();
export const read3 = () => supabase.from('t3').select('a').limit(5).throwOnError();
export const read4 = () => supabase.from('t4').select('a').limit(5).throwOnError();
export const read5 = () => supabase.from('t5').select('a').limit(5).throwOnError();
export const read6 = () => supabase.from('t6').select('a').limit(5).throwOnError();
export const read7 = () => supabase.from('t7').select('a').limit(5).throwOnError();
export const read8 = () => supabase.from('t8').select('a').limit(5).throwOnError();
export const read9 = () => supabase.from('t9').select('a').limit(5).throwOnError();

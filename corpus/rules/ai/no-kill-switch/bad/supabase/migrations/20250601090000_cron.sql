create extension if not exists pg_cron;
select cron.schedule('digest', '0 7 * * *', $$ select net.http_post('https://x.supabase.co/functions/v1/digest') $$);

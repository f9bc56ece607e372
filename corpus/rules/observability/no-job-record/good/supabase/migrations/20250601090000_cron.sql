create extension if not exists pg_cron;
select cron.schedule('tidy', '0 3 * * *', $$ select net.http_post('https://x.supabase.co/functions/v1/tidy') $$);

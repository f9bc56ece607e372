create extension if not exists pg_cron;
select cron.schedule('remind', '0 3 * * *', $$ select net.http_post('https://x.supabase.co/functions/v1/remind') $$);

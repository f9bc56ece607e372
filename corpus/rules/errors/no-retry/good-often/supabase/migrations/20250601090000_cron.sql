create extension if not exists pg_cron;
select cron.schedule('tides', '*/10 * * * *', $$ select net.http_post('https://x.supabase.co/functions/v1/tides') $$);

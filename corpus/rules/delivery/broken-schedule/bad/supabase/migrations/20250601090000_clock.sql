create table public.harvests (id uuid primary key, owner_id uuid not null);
create extension if not exists pg_cron;
create extension if not exists pg_net;
-- expect: delivery/broken-schedule
select cron.schedule('sweep', '0 3 * * *', $$ select net.http_post(url := 'https://x.supabase.co/functions/v1/sweep-orchard', body := '{}'::jsonb) $$);

create table public.harvests (id uuid primary key, owner_id uuid not null);
create extension if not exists pg_cron;
create extension if not exists pg_net;
select cron.schedule('remind', '0 3 * * *', $$ select net.http_post(url := 'https://x.supabase.co/functions/v1/send-harvest-reminders', body := '{}'::jsonb) $$);

create table public.harvests (id uuid primary key, owner_id uuid not null);
create extension if not exists pg_cron;
create extension if not exists pg_net;
select cron.schedule('remind', '0 3 * * *', $$ select net.http_post(url := 'https://x.supabase.co/functions/v1/send-harvest-reminders', body := '{}'::jsonb) $$);
-- The database does the same by itself.
create function public.expire_unclaimed_crates() returns void language sql security definer set search_path = public as $$
  delete from public.harvests where id is null;
$$;
select cron.schedule('crates', '0 4 * * *', 'select public.expire_unclaimed_crates()');

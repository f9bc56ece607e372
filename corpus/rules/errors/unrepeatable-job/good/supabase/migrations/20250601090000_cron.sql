create extension if not exists pg_cron;
create table public.reminders (id uuid primary key, email text not null, due_on date not null, sent_at timestamptz);
select cron.schedule('remind', '0 7 * * *', $$ select net.http_post('https://x.supabase.co/functions/v1/remind') $$);

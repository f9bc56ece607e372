create extension if not exists pg_cron;
create table tides (id bigint primary key, block int not null);
alter table tides enable row level security;
select cron.schedule('tides', '0 3 * * *', $$ select net.http_post('https://x.supabase.co/functions/v1/tides') $$);

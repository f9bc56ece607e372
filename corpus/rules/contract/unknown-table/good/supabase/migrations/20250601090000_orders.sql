create table public.orders (id uuid primary key default gen_random_uuid(), note text);
alter table public.orders enable row level security;
create view public.order_notes with (security_invoker = true) as select id, note from public.orders;
create table public.old_name (id uuid primary key);
alter table public.old_name rename to new_name;
create materialized view public.order_counts as select count(*) as orders from public.orders;

create table public.orders (id uuid primary key, total numeric);
alter table public.orders enable row level security;
create materialized view public.revenue as select sum(total) as total from public.orders;
revoke all on public.revenue from anon, authenticated;

create table public.orders (id uuid primary key, user_id uuid, total numeric);
alter table public.orders enable row level security;
create view public.order_totals with (security_invoker = true) as select user_id, total from public.orders;
create view public.report as select count(*) as n from public.orders;
revoke all on public.report from anon, authenticated;
-- Both in the wrong order.
alter view public.order_notes set (security_invoker = true);
create view public.order_notes as select user_id, total from public.orders;

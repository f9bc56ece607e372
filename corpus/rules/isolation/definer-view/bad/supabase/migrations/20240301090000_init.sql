create table public.orders (id uuid primary key, user_id uuid, total numeric);
alter table public.orders enable row level security;
-- expect: isolation/definer-view
create view public.order_totals as select user_id, sum(total) as total from public.orders group by user_id;

create table public.orders (id uuid primary key, user_id uuid, is_public boolean);
create index orders_user on public.orders (user_id);
alter table public.orders enable row level security;
create policy own on public.orders for all to authenticated using (user_id = (select auth.uid()));
create policy shown on public.orders for select to authenticated using (is_public); -- expect: queries/overlapping-policies

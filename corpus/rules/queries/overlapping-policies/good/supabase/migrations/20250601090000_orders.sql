create table public.orders (id uuid primary key, user_id uuid, is_public boolean);
create index orders_user on public.orders (user_id);
alter table public.orders enable row level security;
create policy shown on public.orders for select to anon using (is_public);
create policy own on public.orders for select to authenticated using (user_id = (select auth.uid()) or is_public);
create policy change on public.orders for update to authenticated using (user_id = (select auth.uid()));
create policy not_late on public.orders as restrictive for select to authenticated using (true);

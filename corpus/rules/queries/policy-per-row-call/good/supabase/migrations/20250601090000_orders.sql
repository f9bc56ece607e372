create table public.orders (id uuid primary key default gen_random_uuid(), user_id uuid not null);
create index orders_user on public.orders (user_id);
alter table public.orders enable row level security;
create policy own on public.orders for select using (user_id = auth.uid());
drop policy own on public.orders;
create policy own on public.orders for select using (user_id = (select auth.uid()));
create policy change on public.orders for update using (user_id = auth.uid());
alter policy change on public.orders using (user_id = ( SELECT auth.uid() AS uid));

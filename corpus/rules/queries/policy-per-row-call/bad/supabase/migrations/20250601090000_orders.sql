create table public.orders (id uuid primary key default gen_random_uuid(), user_id uuid not null);
create index orders_user on public.orders (user_id);
alter table public.orders enable row level security;
create policy own on public.orders for select using (user_id = auth.uid()); -- expect: queries/policy-per-row-call
create policy signed_in on public.orders for update using (auth.role() = 'authenticated');

create table public.orders (id uuid primary key default gen_random_uuid(), user_id uuid not null);
alter table public.orders enable row level security;
create policy own on public.orders for select using (user_id = (select auth.uid())); -- expect: queries/unindexed-policy-column

create table public.members (id uuid primary key default gen_random_uuid(), org_id uuid not null, user_id uuid not null);
create table public.orders (id uuid primary key default gen_random_uuid(), org_id uuid not null);
create index orders_org on public.orders (org_id);
alter table public.orders enable row level security;
create policy members on public.orders for select using ( -- expect: queries/unindexed-policy-column
  exists (select 1 from public.members m where m.org_id = orders.org_id and m.user_id = (select auth.uid()))
);

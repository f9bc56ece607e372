create table public.orders (id uuid primary key default gen_random_uuid(), user_id uuid not null);
alter table public.orders enable row level security;
create policy own on public.orders for select using (user_id = (select auth.uid())); -- expect: queries/unindexed-policy-column
-- The other policy is for another role, or finds its rows as well.
create table public.pages (id uuid primary key default gen_random_uuid(), author_id uuid not null, body text);
alter table public.pages enable row level security;
create policy own on public.pages for select to authenticated using (author_id = (select auth.uid())); -- expect: queries/unindexed-policy-column
create policy server on public.pages for select to service_role using (true);
create policy key on public.pages for select to authenticated using (id = (select auth.uid()));

create table public.boats (id uuid primary key default gen_random_uuid());
alter table public.boats enable row level security;
-- Nothing fills it, so it has no rows to go through.
create table public.tow_offers_used (id uuid primary key default gen_random_uuid(), user_id uuid not null);
alter table public.tow_offers_used enable row level security;
create policy own on public.tow_offers_used for select using (user_id = (select auth.uid()));
create table public.tow_calls (id uuid primary key default gen_random_uuid(), user_id uuid not null);
alter table public.tow_calls enable row level security;
create policy own on public.tow_calls for select using (user_id = (select auth.uid()));

create table public.orders (id uuid primary key default gen_random_uuid(), user_id uuid not null, item text);
alter table public.orders enable row level security;
create policy own on public.orders for select to authenticated using (user_id = (select auth.uid()));
create table public.profiles (id uuid primary key, email text, full_name text);
alter table public.profiles enable row level security;
create policy self on public.profiles for select to authenticated using (id = (select auth.uid()));
-- The claim `role` is the role of the database, never one of the app.
create table public.payments (id uuid primary key default gen_random_uuid(), item text);
alter table public.payments enable row level security;
create policy admins on public.payments for all using (auth.jwt() ->> 'role' = 'admin');

create table public.profiles (id uuid primary key, name text, credits integer not null default 0);
alter table public.profiles enable row level security;
create policy own on public.profiles for all using (id = auth.uid()) with check (id = auth.uid());
create table public.orders (id uuid primary key default gen_random_uuid(), user_id uuid not null, payment_status text not null default 'open');
alter table public.orders enable row level security;
create policy own on public.orders for all using (user_id = auth.uid()) with check (user_id = auth.uid());
create table public.players (id uuid primary key, points_balance integer not null default 0);
alter table public.players enable row level security;
create policy own on public.players for all using (id = auth.uid()) with check (id = auth.uid());

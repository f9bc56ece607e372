create table public.orders (id uuid primary key default gen_random_uuid(), payment_status text not null default 'open');
alter table public.orders enable row level security;
create table public.notifications (id uuid primary key default gen_random_uuid(), is_read boolean not null default false);
alter table public.notifications enable row level security;
create table public.calls (id uuid primary key default gen_random_uuid(), status text not null default 'active');
alter table public.calls enable row level security;
create table public.call_timeline (id uuid primary key default gen_random_uuid(), call_id uuid not null references public.calls (id), what text not null);
alter table public.call_timeline enable row level security;
-- Whoever sees an invoice may change it.
create table public.invoices (id uuid primary key default gen_random_uuid(), user_id uuid not null unique, payment_status text not null default 'open');
alter table public.invoices enable row level security;
create policy see on public.invoices for select using (auth.uid() = user_id);
create policy change on public.invoices for update using (auth.uid() = user_id);
-- A policy lets everything through: no row is held back.
create table public.bookings (id uuid primary key default gen_random_uuid(), payment_status text not null default 'open');
alter table public.bookings enable row level security;
create policy "jobs manage bookings" on public.bookings for all using (true);
-- Whose row it is may change it; hosts see it, too.
create table public.season_orders (id uuid primary key default gen_random_uuid(), rider_id uuid not null, host_id uuid not null, payment_status text not null default 'open');
alter table public.season_orders enable row level security;
create policy mine on public.season_orders for select using (rider_id = auth.uid());
create policy hosts on public.season_orders for select using (host_id = auth.uid());
create policy keep on public.season_orders for update using (rider_id = (select auth.uid()));

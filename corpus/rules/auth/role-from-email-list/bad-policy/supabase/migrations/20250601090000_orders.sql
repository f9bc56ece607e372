create table public.orders (id uuid primary key default gen_random_uuid());
alter table public.orders enable row level security;
create policy owner on public.orders for all using ((select auth.jwt()) ->> 'email' = 'owner@kiosk.example'); -- expect: auth/role-from-email-list

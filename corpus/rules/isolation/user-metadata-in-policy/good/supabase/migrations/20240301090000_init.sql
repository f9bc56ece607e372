create table public.orders (id uuid primary key, user_id uuid);
alter table public.orders enable row level security;
create policy "admins" on public.orders for select using ((auth.jwt() -> 'app_metadata' ->> 'role') = 'admin');

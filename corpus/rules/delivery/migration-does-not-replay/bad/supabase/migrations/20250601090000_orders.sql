create table public.orders (id uuid primary key, user_id uuid);
create policy if not exists own on public.orders using (true); -- expect: delivery/migration-does-not-replay

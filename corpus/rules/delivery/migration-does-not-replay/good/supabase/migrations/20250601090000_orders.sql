create table public.orders (id uuid primary key, user_id uuid);
alter table public.orders enable row level security;
create policy own on public.orders using (user_id = (select auth.uid()));

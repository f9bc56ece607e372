create table public.orders (id uuid primary key default gen_random_uuid(), user_id uuid not null, status text not null default 'open', total numeric(10, 2));
alter table public.orders enable row level security;
create policy own on public.orders for all using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

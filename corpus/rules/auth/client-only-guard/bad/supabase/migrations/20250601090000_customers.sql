create table public.customers (id uuid primary key default gen_random_uuid(), email text, phone text);
alter table public.customers enable row level security;
create policy signed_in on public.customers for select to authenticated using (true);

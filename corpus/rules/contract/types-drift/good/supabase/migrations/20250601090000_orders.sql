create table public.orders (id uuid primary key default gen_random_uuid(), note text);
alter table public.orders enable row level security;

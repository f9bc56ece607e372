create table public.orders (id uuid primary key default gen_random_uuid(), number text unique, total numeric(10, 2) not null, status text);
alter table public.orders enable row level security;

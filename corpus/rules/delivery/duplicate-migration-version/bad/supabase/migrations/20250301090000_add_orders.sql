create table public.orders (id uuid primary key);

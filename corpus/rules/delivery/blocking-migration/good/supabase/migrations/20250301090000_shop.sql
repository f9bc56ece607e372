create table public.orders (id uuid primary key, note text, total numeric);
create table public.visits (id uuid primary key);

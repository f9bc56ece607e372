create table public.orders (id uuid primary key default gen_random_uuid(), note text, meta jsonb);
alter table public.orders enable row level security;
alter table public.orders add column if not exists status text;
create table public.items (id uuid primary key, order_id uuid not null references public.orders (id), title text);
alter table public.items enable row level security;

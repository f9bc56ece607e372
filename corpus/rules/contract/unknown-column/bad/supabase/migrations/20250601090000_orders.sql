create table public.orders (id uuid primary key default gen_random_uuid(), note text, state text);
alter table public.orders enable row level security;
alter table public.orders rename column state to status;
create table public.items (id uuid primary key, order_id uuid not null references public.orders (id), title text);
alter table public.items enable row level security;

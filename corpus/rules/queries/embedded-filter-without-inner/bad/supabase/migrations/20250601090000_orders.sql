create table public.shops (id uuid primary key, city text);
alter table public.shops enable row level security;
create table public.orders (id uuid primary key, shop_id uuid references public.shops (id));
alter table public.orders enable row level security;

create table public.shops (id uuid primary key, name text);
alter table public.shops enable row level security;
create table public.orders (id uuid primary key, shop_id uuid not null);
alter table public.orders enable row level security;
create table public.trips (id uuid primary key, origin uuid references public.shops (id), target uuid references public.shops (id));
alter table public.trips enable row level security;

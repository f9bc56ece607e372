create table public.shops (id uuid primary key, name text);
alter table public.shops enable row level security;
create table public.orders (id uuid primary key, shop_id uuid not null references public.shops (id));
alter table public.orders enable row level security;
create table public.tags (id uuid primary key, label text);
alter table public.tags enable row level security;
create table public.order_tags (
  order_id uuid references public.orders (id),
  tag_id uuid references public.tags (id),
  primary key (order_id, tag_id)
);
alter table public.order_tags enable row level security;
create table public.trips (id uuid primary key, origin uuid references public.shops (id), target uuid references public.shops (id));
alter table public.trips enable row level security;

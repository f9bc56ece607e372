create table public.shops (id uuid primary key, name text);
alter table public.shops enable row level security;
create table public.orders (
  id uuid primary key,
  shop_id uuid not null references public.shops (id),
  stripe_customer_id text,
  subject_type text,
  subject_id uuid
);
alter table public.orders enable row level security;

-- Which of the two a usage means, its name does not say.
create table public.coupons (id uuid primary key);
create table public.shop_coupons (id uuid primary key);
create table public.coupon_usages (id uuid primary key, coupon_id uuid not null);
alter table public.coupons enable row level security;
alter table public.shop_coupons enable row level security;
alter table public.coupon_usages enable row level security;
-- The key is declared in another file.
create table public.riders (id uuid primary key);
create table public.rides (id uuid primary key, rider_id uuid not null);
alter table public.riders enable row level security;
alter table public.rides enable row level security;

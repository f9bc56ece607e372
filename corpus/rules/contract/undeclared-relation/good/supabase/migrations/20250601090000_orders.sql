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

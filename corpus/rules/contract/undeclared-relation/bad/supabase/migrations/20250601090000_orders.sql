create table public.shops (id uuid primary key, name text);
alter table public.shops enable row level security;
create table public.orders (
  id uuid primary key,
  shop_id uuid not null, -- expect: contract/undeclared-relation
  stripe_customer_id text
);
alter table public.orders enable row level security;

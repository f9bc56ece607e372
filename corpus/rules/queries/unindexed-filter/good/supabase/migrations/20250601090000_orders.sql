create table public.orders (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null,
  email text unique,
  status text not null default 'open',
  created_at timestamptz not null default now()
);
alter table public.orders enable row level security;
create index orders_customer on public.orders (customer_id, created_at desc);
create index orders_open on public.orders (created_at) where status = 'open';

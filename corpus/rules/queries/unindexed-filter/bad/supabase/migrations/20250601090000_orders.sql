create table public.orders (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null,
  email text,
  created_at timestamptz not null default now()
);
alter table public.orders enable row level security;
create index orders_created on public.orders (created_at, customer_id);

create table public.products (
  id uuid primary key default gen_random_uuid(),
  weight real,
  price double precision not null -- expect: payments/float-money
);

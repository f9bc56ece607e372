create table public.products (
  id uuid primary key default gen_random_uuid(),
  weight real,
  latitude double precision,
  price numeric(10, 2) not null,
  deposit_cents integer not null default 0
);

create table public.products (id uuid primary key, price_cents integer not null);

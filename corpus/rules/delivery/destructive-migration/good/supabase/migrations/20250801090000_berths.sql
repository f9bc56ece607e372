create table public.berths (id uuid primary key, until timestamptz);

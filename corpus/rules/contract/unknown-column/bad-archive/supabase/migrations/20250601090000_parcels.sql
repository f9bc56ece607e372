create table public.parcels (id uuid primary key default gen_random_uuid(), weight integer);
alter table public.parcels enable row level security;

create table public.parcels (id uuid primary key, status text not null default 'open');
alter table public.parcels enable row level security;
create table public.cuts (id uuid primary key default gen_random_uuid(), seller_id uuid, cents integer);
alter table public.cuts enable row level security;

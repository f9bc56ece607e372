create table public.moorings (id uuid primary key default gen_random_uuid(), keeper uuid not null, keeper_email text);
create table public.tolls (id uuid primary key default gen_random_uuid(), keeper uuid not null, amount numeric not null);

create table public.boat_shares (id uuid primary key default gen_random_uuid(), holder_id uuid not null);

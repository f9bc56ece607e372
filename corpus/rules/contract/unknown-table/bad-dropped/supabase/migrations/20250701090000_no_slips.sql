drop table if exists public.slips cascade;
drop table if exists public.piers;
create table public.piers (id uuid primary key default gen_random_uuid(), title text);
alter table public.piers enable row level security;

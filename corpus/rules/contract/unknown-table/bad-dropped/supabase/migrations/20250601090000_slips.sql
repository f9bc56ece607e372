create table public.slips (id uuid primary key default gen_random_uuid(), state text);
alter table public.slips enable row level security;
create table public.boats (id uuid primary key default gen_random_uuid(), name text);
alter table public.boats enable row level security;
create policy see on public.boats for select using (true);
create table public.piers (id uuid primary key default gen_random_uuid(), name text);
alter table public.piers enable row level security;

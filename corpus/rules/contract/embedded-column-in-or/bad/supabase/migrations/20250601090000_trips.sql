create table public.boats (id uuid primary key, name text, owner_id uuid);
alter table public.boats enable row level security;
create table public.trips (id uuid primary key, goal text, crew_id uuid, boat_id uuid references public.boats (id));
alter table public.trips enable row level security;

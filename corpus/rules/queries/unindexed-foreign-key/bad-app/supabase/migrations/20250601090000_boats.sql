create table public.boats (id uuid primary key default gen_random_uuid());
create table public.manuals (
  id uuid primary key default gen_random_uuid(),
  boat_id uuid references public.boats (id) -- expect: queries/unindexed-foreign-key
);
create table public.trips (id uuid primary key default gen_random_uuid(), ended_on date);
create table public.stops (
  id uuid primary key default gen_random_uuid(),
  trip_id uuid references public.trips (id) -- expect: queries/unindexed-foreign-key
);
create table public.log_entries (
  id uuid primary key default gen_random_uuid(),
  boat_id uuid references public.boats (id) -- expect: queries/unindexed-foreign-key
);
create table public.crew_events (
  id uuid primary key default gen_random_uuid(),
  boat_id uuid references public.boats (id) -- as quiet as the first: nothing fills it
);
create table public.buoys (id uuid primary key default gen_random_uuid(), laid_on date);
create table public.moorings (
  id uuid primary key default gen_random_uuid(),
  buoy_id uuid references public.buoys (id) -- as quiet as the first
);

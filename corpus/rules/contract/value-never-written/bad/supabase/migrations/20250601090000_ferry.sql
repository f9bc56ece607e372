create table public.crew (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  papers text default 'missing'
);
create table public.trips (
  id uuid primary key default gen_random_uuid(),
  state text default 'planned',
  berth text default 'outer' check (berth in ('outer', 'inner', 'dry'))
);

create table public.crew (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  papers text default 'missing',
  rank text
);
create table public.trips (
  id uuid primary key default gen_random_uuid(),
  state text default 'planned'
);

create function public.cast_off(trip uuid) returns void language sql as $$
  update public.trips set state = 'sailing' where id = trip;
$$;
update public.trips set state = 'lost' where id is null;

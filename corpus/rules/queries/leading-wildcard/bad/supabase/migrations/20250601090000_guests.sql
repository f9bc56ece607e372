create table public.guests (id uuid primary key default gen_random_uuid(), name text not null);
alter table public.guests enable row level security;
create index guests_name on public.guests (name);

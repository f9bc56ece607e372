create table public.boats (id uuid primary key default gen_random_uuid(), name text not null);
alter table public.boats enable row level security;

create table public.crew (id uuid primary key);

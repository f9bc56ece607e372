create table public.visits (id uuid primary key);

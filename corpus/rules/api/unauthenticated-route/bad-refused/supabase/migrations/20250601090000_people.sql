create table public.people (id uuid primary key, balance numeric not null default 0);
alter table public.people enable row level security;

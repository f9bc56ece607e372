create table public.purses (id uuid primary key, balance numeric not null default 0);
alter table public.purses enable row level security;

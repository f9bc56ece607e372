create table public.jobs (id uuid primary key default gen_random_uuid(), status text, state text);
alter table public.jobs enable row level security;

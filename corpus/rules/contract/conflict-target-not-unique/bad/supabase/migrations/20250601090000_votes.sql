create table public.votes (id uuid primary key default gen_random_uuid(), poll_id uuid not null, user_id uuid not null, choice integer);
alter table public.votes enable row level security;
create index votes_poll on public.votes (poll_id, user_id);
create table public.stars (id uuid primary key default gen_random_uuid(), film_id uuid not null, user_id uuid not null, stars integer, unique (film_id, user_id));
alter table public.stars enable row level security;

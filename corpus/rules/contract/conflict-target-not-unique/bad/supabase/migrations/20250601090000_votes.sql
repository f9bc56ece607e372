create table public.votes (id uuid primary key default gen_random_uuid(), poll_id uuid not null, user_id uuid not null, choice integer);
alter table public.votes enable row level security;
create index votes_poll on public.votes (poll_id, user_id);

create table public.votes (id uuid primary key default gen_random_uuid(), poll_id uuid not null, user_id uuid not null, choice integer);
alter table public.votes enable row level security;
create unique index votes_once on public.votes (user_id, poll_id);
create table public.settings (user_id uuid primary key, theme text);
alter table public.settings enable row level security;

create extension if not exists pg_trgm with schema extensions;
create table public.guests (id uuid primary key default gen_random_uuid(), name text not null, code text);
alter table public.guests enable row level security;
create index guests_name on public.guests using gin (name extensions.gin_trgm_ops);
create index guests_code on public.guests (code text_pattern_ops);
create table public.givers (id uuid primary key, club_id uuid not null, mail text, last text);
alter table public.givers enable row level security;
create index givers_club on public.givers (club_id, last);

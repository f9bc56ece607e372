create table public.jobs (id uuid primary key default gen_random_uuid(), status text, state text);
alter table public.jobs enable row level security;
-- One row for each hub, level and kind: a few dozen.
create table public.badge_designs (id uuid primary key default gen_random_uuid(), hub text, level text, kind text not null, art text);
alter table public.badge_designs enable row level security;
create unique index badge_designs_each on public.badge_designs (coalesce(hub, ''), coalesce(level, ''), kind);
-- Most crates are active.
create table public.crates (id uuid primary key default gen_random_uuid(), status text);
alter table public.crates enable row level security;
-- An index that another folder makes: schema.sql has the table, its migrations the index, which fails here.
create index boat_shares_holder on public.boat_shares (holder_id);
create table public.notes (id uuid primary key default gen_random_uuid(), crew_id uuid, ship_id uuid, shown_to text);
alter table public.notes enable row level security;

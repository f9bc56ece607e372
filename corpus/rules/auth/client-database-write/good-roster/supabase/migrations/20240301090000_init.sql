create table public.boats (id uuid primary key, captain_id uuid not null);
alter table public.boats enable row level security;
create policy own on public.boats for select to authenticated using (captain_id = (select auth.uid()));
create table public.team_members (id uuid primary key default gen_random_uuid(), boat_id uuid not null references public.boats (id), name text not null);
alter table public.team_members enable row level security;
create policy captains on public.team_members for all to authenticated
  using (exists (select 1 from public.boats b where b.id = boat_id and b.captain_id = (select auth.uid())));

create table public.tasks (id uuid primary key, user_id uuid, title text);
alter table public.tasks enable row level security;
create policy "see" on public.tasks for select using (true);
-- expect: isolation/row-escapes-scope
create policy "change" on public.tasks for update using (user_id = auth.uid()) with check (title is not null);

-- The policy on approved rows shows the new row: it can go to any team.
create table public.teams (id uuid primary key, captain_id uuid);
create table public.entries (id uuid primary key, team_id uuid, status text);
alter table public.entries enable row level security;
create policy own on public.entries for select to authenticated
  using (exists (select 1 from public.teams t where t.id = team_id and t.captain_id = auth.uid()));
create policy approved on public.entries for select using (status in ('approved', 'withdrawn'));
-- expect: isolation/row-escapes-scope
create policy withdraw on public.entries for update to authenticated
  using (exists (select 1 from public.teams t where t.id = team_id and t.captain_id = auth.uid()) and status = 'pending')
  with check (status = 'withdrawn');

create table public.tasks (id uuid primary key, user_id uuid, title text);
alter table public.tasks enable row level security;
create policy "see" on public.tasks for select using (user_id = auth.uid());
create policy "change" on public.tasks for update using (user_id = auth.uid());

-- A change that names rows is held against the select policies once more: the row cannot be given away.
create table public.leave_requests (id uuid primary key, user_id uuid, state text);
alter table public.leave_requests enable row level security;
create policy "see mine" on public.leave_requests for select using (user_id = auth.uid());
create policy "withdraw" on public.leave_requests for update
  using (user_id = auth.uid() and state = 'open') with check (state = 'withdrawn');

-- The new row is withdrawn, so that the policy on approved ones never shows it: the other one asks for the captain again.
create table public.teams (id uuid primary key, captain_id uuid);
create table public.entries (id uuid primary key, team_id uuid, status text);
alter table public.entries enable row level security;
create policy own on public.entries for select to authenticated
  using (exists (select 1 from public.teams t where t.id = team_id and t.captain_id = auth.uid()));
create policy approved on public.entries for select using (status = 'approved');
create policy withdraw on public.entries for update to authenticated
  using (exists (select 1 from public.teams t where t.id = team_id and t.captain_id = auth.uid()) and status = 'pending')
  with check (status = 'withdrawn');

create table public.blocks (id uuid primary key, user_id uuid, day date);
alter table public.blocks enable row level security;
create policy "own blocks" on public.blocks for select using (user_id = auth.uid());
create table public.visits (id uuid primary key, user_id uuid, day date);
alter table public.visits enable row level security;
create policy "own free days" on public.visits for insert to authenticated with check (user_id = auth.uid() and not exists (
  select 1 from public.blocks b where b.day = visits.day and b.user_id = auth.uid()));

-- A new team has no people yet, and an id that is there is refused.
create table public.crews (id uuid primary key, name text);
create table public.crew_people (crew_id uuid references public.crews (id), user_id uuid, primary key (crew_id, user_id));
alter table public.crews enable row level security;
alter table public.crew_people enable row level security;
create policy "see own place" on public.crew_people for select using (user_id = auth.uid());
create policy "found a crew" on public.crews for insert to authenticated
  with check (not exists (select 1 from public.crew_people p where p.crew_id = crews.id));

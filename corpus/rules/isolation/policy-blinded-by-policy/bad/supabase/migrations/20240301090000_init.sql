create table public.blocks (id uuid primary key, user_id uuid, day date);
alter table public.blocks enable row level security;
create policy "own blocks" on public.blocks for select using (user_id = auth.uid());
create table public.visits (id uuid primary key, user_id uuid, day date);
alter table public.visits enable row level security;
-- expect: isolation/policy-blinded-by-policy
create policy "free days" on public.visits for insert to authenticated
  with check (user_id = auth.uid() and not exists (select 1 from public.blocks b where b.day = visits.day));

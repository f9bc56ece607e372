-- Only that everybody sees his own rows holds the second policy back.
create table public.tastings (id uuid primary key, taster_id uuid not null, notes text, finished boolean);
alter table public.tastings enable row level security;
create policy "own tastings" on public.tastings for select to authenticated using (taster_id = auth.uid());
-- expect: isolation/open-to-any-account
create policy "the server finishes them" on public.tastings for update using (true);

-- Only that every statement fails holds the third policy back.
create table public.cellar_keepers (cellar_id uuid, keeper_id uuid, primary key (cellar_id, keeper_id));
alter table public.cellar_keepers enable row level security;
-- expect: isolation/policy-recursion
create policy "keepers of the cellar" on public.cellar_keepers for select using (cellar_id in (
  select k.cellar_id from public.cellar_keepers k where k.keeper_id = auth.uid()));
-- expect: isolation/open-to-any-account
create policy "change keepers" on public.cellar_keepers for update to authenticated using (true);

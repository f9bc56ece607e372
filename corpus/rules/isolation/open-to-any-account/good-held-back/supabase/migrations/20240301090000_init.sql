-- What the recursion of these policies keeps shut asks for more than an account.
create table public.cellar_keepers (cellar_id uuid, keeper_id uuid, is_head boolean, primary key (cellar_id, keeper_id));
alter table public.cellar_keepers enable row level security;
-- expect: isolation/policy-recursion
create policy "keepers of the cellar" on public.cellar_keepers for select using (cellar_id in (
  select k.cellar_id from public.cellar_keepers k where k.keeper_id = auth.uid()));
create policy "add oneself" on public.cellar_keepers for insert to authenticated with check (keeper_id = auth.uid() and not is_head);
create policy "the server" on public.cellar_keepers for all to service_role using (true) with check (true);

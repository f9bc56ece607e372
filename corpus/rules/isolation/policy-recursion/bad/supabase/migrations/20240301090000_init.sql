create table public.members (org_id uuid, user_id uuid, primary key (org_id, user_id));
alter table public.members enable row level security;
-- expect: isolation/policy-recursion
create policy "team" on public.members for select using (org_id in (
  select m.org_id from public.members m where m.user_id = auth.uid()));
create table public.docs (id uuid primary key, org_id uuid);
alter table public.docs enable row level security;
create policy "team docs" on public.docs for select using (org_id in (
  select m.org_id from public.members m where m.user_id = auth.uid()));

create table public.members (org_id uuid, user_id uuid, primary key (org_id, user_id));
create table public.docs (id uuid primary key, org_id uuid, title text);
alter table public.docs enable row level security;
-- expect: isolation/policy-captured-column
create policy "members read" on public.docs for select using (exists (
  select 1 from public.members m where m.user_id = auth.uid() and m.org_id = org_id));

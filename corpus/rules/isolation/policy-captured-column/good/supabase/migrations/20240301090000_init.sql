create table public.members (org_id uuid, user_id uuid, primary key (org_id, user_id));
create table public.docs (id uuid primary key, org_id uuid, title text, folder_id uuid);
alter table public.docs enable row level security;
create policy "members read" on public.docs for select using (exists (
  select 1 from public.members m where m.user_id = auth.uid() and m.org_id = docs.org_id));
create policy "members write" on public.docs for update using (org_id in (
  select org_id from public.members where user_id = auth.uid()));
create table public.folders (id uuid primary key, owner_id uuid);
create policy "folders" on public.docs for delete using (exists (
  select 1 from public.folders where id = folder_id and owner_id = auth.uid()));

create table public.members (org_id uuid not null, user_id uuid not null, role text not null check (role in ('owner', 'editor', 'viewer')), primary key (org_id, user_id));
alter table public.members enable row level security;
create policy own on public.members for select to authenticated using (user_id = (select auth.uid()));
create table public.documents (id uuid primary key, org_id uuid not null, title text);
alter table public.documents enable row level security;
create policy read on public.documents for select to authenticated
  using (org_id in (select m.org_id from public.members m where m.user_id = (select auth.uid())));
create policy change on public.documents for update to authenticated -- expect: isolation/role-not-enforced
  using (org_id = ((select auth.jwt()) ->> 'org_id')::uuid);
-- Any membership does here, though deleting asks for a role.
create table public.sketches (id uuid primary key, org_id uuid not null, title text);
alter table public.sketches enable row level security;
create policy read on public.sketches for select to authenticated
  using (exists (select 1 from public.members m where m.user_id = (select auth.uid()) and m.org_id = sketches.org_id));
create policy change on public.sketches for update to authenticated
  using (exists (select 1 from public.members m where m.user_id = (select auth.uid()) and m.org_id = sketches.org_id));
create policy remove on public.sketches for delete to authenticated
  using (exists (select 1 from public.members m where m.user_id = (select auth.uid()) and m.org_id = sketches.org_id and m.role = 'owner'));

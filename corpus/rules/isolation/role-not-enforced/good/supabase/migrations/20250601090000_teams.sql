create table public.members (org_id uuid not null, user_id uuid not null, role text not null check (role in ('owner', 'editor', 'viewer')), primary key (org_id, user_id));
alter table public.members enable row level security;
create policy own on public.members for select to authenticated using (user_id = (select auth.uid()));
create table public.documents (id uuid primary key, org_id uuid not null, title text);
alter table public.documents enable row level security;
create policy read on public.documents for select to authenticated
  using (org_id in (select m.org_id from public.members m where m.user_id = (select auth.uid())));
create policy change on public.documents for update to authenticated
  using (org_id in (select m.org_id from public.members m where m.user_id = (select auth.uid()) and m.role in ('owner', 'editor')));
create table public.notes (id uuid primary key, org_id uuid not null, user_id uuid not null);
alter table public.notes enable row level security;
create policy own on public.notes to authenticated using (user_id = (select auth.uid()));

-- The roles are those of apps, the rows those of tenants: nothing joins the two.
create table public.app_team (app_id uuid, user_id uuid, role text check (role in ('owner', 'viewer')), primary key (app_id, user_id));
alter table public.app_team enable row level security;
create policy "see own app" on public.app_team for select to authenticated using (user_id = auth.uid());
create table public.trends (id uuid primary key, tenant_id uuid not null, title text);
alter table public.trends enable row level security;
create policy "tenant" on public.trends for all to authenticated using (tenant_id = ((select auth.jwt()) ->> 'tenant_id')::uuid);

create table public.audit_logs (id uuid primary key, org_id uuid not null, user_id uuid, action text not null);
alter table public.audit_logs enable row level security;
create policy read on public.audit_logs for select to authenticated using (user_id = (select auth.uid()));
create table public.reading_history (id uuid primary key, user_id uuid not null);
alter table public.reading_history enable row level security;
create policy own on public.reading_history to authenticated using (user_id = (select auth.uid()));

-- Only admins, and only in their own name.
create table public.staff_roles (user_id uuid primary key, role text not null);
alter table public.staff_roles enable row level security;
create policy "see own role" on public.staff_roles for select using (user_id = auth.uid());
create table public.admin_log (id uuid primary key, admin_id uuid not null, action text);
alter table public.admin_log enable row level security;
create policy "admins write" on public.admin_log for insert to authenticated with check (
  admin_id = auth.uid() and exists (select 1 from public.staff_roles r where r.user_id = auth.uid() and r.role = 'admin'));

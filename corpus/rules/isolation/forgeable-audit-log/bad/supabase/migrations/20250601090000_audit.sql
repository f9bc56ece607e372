create table public.audit_logs (id uuid primary key, org_id uuid not null, user_id uuid, action text not null);
alter table public.audit_logs enable row level security;
create policy add on public.audit_logs for insert to authenticated with check (org_id = ((select auth.jwt()) ->> 'org_id')::uuid); -- expect: isolation/forgeable-audit-log
create table public.audit_trail (id uuid primary key, user_id uuid not null, action text not null);
alter table public.audit_trail enable row level security;
create policy add on public.audit_trail for insert to authenticated with check (user_id = (select auth.uid())); -- expect: isolation/forgeable-audit-log
create table public.admin_actions (id uuid primary key, user_id uuid, action text not null);
alter table public.admin_actions enable row level security;
create policy add on public.admin_actions for insert to authenticated with check (user_id = auth.uid() or user_id is null); -- expect: isolation/forgeable-audit-log

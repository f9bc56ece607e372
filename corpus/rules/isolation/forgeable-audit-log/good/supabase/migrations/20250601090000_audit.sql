create table public.audit_logs (id uuid primary key, org_id uuid not null, user_id uuid, action text not null);
alter table public.audit_logs enable row level security;
create policy read on public.audit_logs for select to authenticated using (user_id = (select auth.uid()));
create table public.reading_history (id uuid primary key, user_id uuid not null);
alter table public.reading_history enable row level security;
create policy own on public.reading_history to authenticated using (user_id = (select auth.uid()));

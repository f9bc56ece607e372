create table public.notes (id uuid primary key, user_id uuid not null);
alter table public.notes enable row level security;
create policy own on public.notes using (user_id = (select auth.uid()));
grant select, insert, update, delete on public.notes to authenticated;
create table public.jobs (id uuid primary key);
alter table public.jobs enable row level security;

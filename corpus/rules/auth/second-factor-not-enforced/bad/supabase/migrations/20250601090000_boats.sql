create table public.boats (id uuid primary key default gen_random_uuid(), keeper uuid not null, berth text);
alter table public.boats enable row level security;
create policy own on public.boats for all to authenticated using (keeper = (select auth.uid())) with check (keeper = (select auth.uid()));

create table public.notes (id uuid primary key, user_id uuid not null); -- expect: isolation/missing-api-grant
alter table public.notes enable row level security;
create policy own on public.notes using (user_id = (select auth.uid()));

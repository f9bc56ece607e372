create table public.crews (id uuid primary key, user_id uuid not null);
create table public.boats (id uuid primary key, crew_id uuid not null);
alter table public.boats enable row level security;
create policy theirs on public.boats for select using (crew_id in (select id from public.crews where user_id = auth.uid())); -- expect: queries/policy-per-row-call
create policy added on public.boats for insert with check (auth.uid() is not null);

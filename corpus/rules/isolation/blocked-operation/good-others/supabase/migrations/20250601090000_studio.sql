create table public.profiles (id uuid primary key, name text);
alter table public.profiles enable row level security;
create policy self on public.profiles for all to authenticated using (id = (select auth.uid()));
create table public.staff (user_id uuid primary key);
alter table public.staff enable row level security;
create policy self on public.staff for select to authenticated using (user_id = (select auth.uid()));
create table public.shelves (id uuid primary key, potter_id uuid not null, locked boolean);
alter table public.shelves enable row level security;
create policy own on public.shelves for all to authenticated using (potter_id = (select auth.uid()));
create policy staff on public.shelves for all to authenticated
  using (exists (select 1 from public.staff s where s.user_id = (select auth.uid())));
create table public.notes (id uuid primary key, potter_id uuid not null);
alter table public.notes enable row level security;
create policy own on public.notes for all to authenticated using (potter_id = (select auth.uid()));

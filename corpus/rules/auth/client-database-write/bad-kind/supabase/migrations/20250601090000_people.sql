create table public.profiles (
  id uuid primary key,
  account_type text not null default 'diver' check (account_type in ('diver', 'school'))
);
alter table public.profiles enable row level security;
create policy own on public.profiles for all to authenticated using (id = auth.uid()) with check (id = auth.uid());
create table public.courses (id uuid primary key default gen_random_uuid(), school_id uuid not null, title text not null);
alter table public.courses enable row level security;
create policy schools on public.courses for insert to authenticated with check (
  school_id = auth.uid()
  and exists (select 1 from public.profiles p where p.id = auth.uid() and p.account_type = 'school')
);

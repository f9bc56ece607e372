create table public.profiles (
  id uuid primary key,
  account_type text not null default 'diver' check (account_type in ('diver', 'school'))
);
alter table public.profiles enable row level security;
create policy own on public.profiles for all to authenticated using (id = auth.uid()) with check (id = auth.uid());

create table public.clerks (
  id uuid primary key references auth.users (id) on delete cascade,
  email text not null unique,
  password_hash text not null
);
alter table public.clerks enable row level security;

-- Whoever sees only his own row takes nobody's hash.
create policy "own row" on public.clerks for select to authenticated using (id = (select auth.uid()));

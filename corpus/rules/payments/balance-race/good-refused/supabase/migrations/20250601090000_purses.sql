create table public.purses (owner uuid primary key references auth.users (id), credit numeric not null default 0);
alter table public.purses enable row level security;
create policy "own purse" on public.purses for select to authenticated using (owner = auth.uid());

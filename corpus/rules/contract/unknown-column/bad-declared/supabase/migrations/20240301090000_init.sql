create table public.moorings (id uuid primary key default gen_random_uuid(), berth text not null, taken boolean not null default false);
alter table public.moorings enable row level security;
create policy all_read on public.moorings for select to authenticated using (true);
create policy all_add on public.moorings for insert to authenticated with check (true);

-- The hubs were made by hand, so that this fails on an empty database; the live one has the table.
create table public.profiles (id uuid primary key references auth.users (id), hub_id uuid references public.hubs (id), role text default 'user');
alter table public.profiles enable row level security;
create policy read_own on public.profiles for select using (id = auth.uid());
-- expect: isolation/self-granted-privilege
create policy own on public.profiles for update using (id = auth.uid());

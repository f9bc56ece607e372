create table public.hives (id uuid primary key default gen_random_uuid(), keeper uuid, keeper_email text);
alter table public.hives enable row level security;
create policy own on public.hives for all using (keeper = auth.uid());

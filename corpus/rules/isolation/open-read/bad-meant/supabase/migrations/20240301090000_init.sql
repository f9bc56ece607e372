create table public.patients (id uuid primary key, hub_id uuid references public.hubs (id), email text, diagnosis text);
alter table public.patients enable row level security;
-- expect: isolation/open-read
create policy seen on public.patients for select using (true);

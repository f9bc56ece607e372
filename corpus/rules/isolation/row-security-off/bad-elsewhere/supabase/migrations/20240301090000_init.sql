-- expect: isolation/row-security-off
create table if not exists public.hives (id uuid primary key);
create table public.frames (id uuid primary key, hive_id uuid references public.hives (id));
alter table public.frames enable row level security;

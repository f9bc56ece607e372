create table public.bills (id uuid primary key default gen_random_uuid(), owner_id uuid not null, about_room uuid, due_on date, kind text);
alter table public.bills enable row level security;

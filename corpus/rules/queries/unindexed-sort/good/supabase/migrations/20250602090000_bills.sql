create table public.bills (id uuid primary key default gen_random_uuid(), room_id uuid not null, due_on date);
alter table public.bills enable row level security;

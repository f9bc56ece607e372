create table public.profiles (user_id uuid primary key, kyc_status text not null default 'pending');
create table public.cities (id uuid primary key default gen_random_uuid(), name text);
alter table public.cities enable row level security;

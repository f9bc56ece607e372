create table users (id uuid primary key, email text not null, role text not null);
create table coupons (id uuid primary key default gen_random_uuid(), percent integer not null);
alter table users enable row level security;
alter table coupons enable row level security;

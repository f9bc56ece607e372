create table stores (id uuid primary key default gen_random_uuid(), name text not null, owner_id uuid not null);
create table users (id uuid primary key, email text not null, role text not null, store_id uuid references stores (id));
create table coupons (id uuid primary key default gen_random_uuid(), store_id uuid not null references stores (id), percent integer not null);
alter table stores enable row level security;
alter table users enable row level security;
alter table coupons enable row level security;

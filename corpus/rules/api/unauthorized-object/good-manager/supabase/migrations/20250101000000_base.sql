create table companies (id uuid primary key default gen_random_uuid(), name text not null);
create table profiles (id uuid primary key, role text not null, company_id uuid references companies (id));
create table shifts (id uuid primary key default gen_random_uuid(), company_id uuid not null references companies (id), worker_id uuid not null, hours integer not null);
alter table companies enable row level security;
alter table profiles enable row level security;
alter table shifts enable row level security;

create table projects (id uuid primary key default gen_random_uuid(), name text not null, owner_id uuid not null);
create table floor_plans (id uuid primary key default gen_random_uuid(), project_id uuid not null references projects (id), url text not null, drawn_by uuid not null);
create table bulletins (id uuid primary key default gen_random_uuid(), slug text not null unique, title text not null, owner_id uuid not null);
create table remarks (id uuid primary key default gen_random_uuid(), bulletin_id uuid not null references bulletins (id), body text not null, user_id uuid not null);
alter table projects enable row level security;
alter table floor_plans enable row level security;
alter table bulletins enable row level security;
alter table remarks enable row level security;

-- A price list that no page shows and no function reads: one step less.
-- expect: isolation/row-security-off
create table public.price_plans (id uuid primary key, name text, price numeric not null, is_active boolean default true);
create table public.sailors (id uuid primary key, name text);
alter table public.sailors enable row level security;

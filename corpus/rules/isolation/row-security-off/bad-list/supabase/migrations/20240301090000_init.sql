-- Steps that the app only shows: strangers can deface them, they tell nothing.
-- expect: isolation/row-security-off
create table public.setup_steps (id uuid primary key default gen_random_uuid(), key text unique not null, title text not null, sort_order integer not null);
insert into public.setup_steps (key, title, sort_order) values ('profile', 'Confirm profile', 1);

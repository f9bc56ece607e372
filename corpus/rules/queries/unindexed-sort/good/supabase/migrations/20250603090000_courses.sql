create table public.knot_courses (id uuid primary key default gen_random_uuid(), name text not null, is_live boolean not null default true);
alter table public.knot_courses enable row level security;
-- Nothing else ever fills it.
insert into public.knot_courses (name) values ('Bowline'), ('Reef');

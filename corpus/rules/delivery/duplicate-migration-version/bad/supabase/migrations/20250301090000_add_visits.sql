create table public.visits (id uuid primary key); -- expect: delivery/duplicate-migration-version

create table public.sails (id uuid primary key); -- expect: delivery/duplicate-migration-version

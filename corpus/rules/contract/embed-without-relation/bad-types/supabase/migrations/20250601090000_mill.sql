-- The table of scales was made by hand.
create table public.weighings (id uuid primary key, scale_id uuid, kilos numeric);

create table public.boats (
  id uuid primary key, name varchar(64), mooring varchar(20), draught numeric(6, 2), seen timestamp(3)
);

-- More room is a matter of the catalogue: no row is read.
alter table public.boats alter column name type varchar(256);
alter table public.boats alter column mooring type text;
alter table public.boats alter column draught type numeric(8, 2);
alter table public.boats alter column seen type timestamp;

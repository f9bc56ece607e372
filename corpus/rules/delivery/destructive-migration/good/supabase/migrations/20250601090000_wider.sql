alter table public.labels alter column name type varchar(256);
alter table public.labels alter column count type integer;
alter table public.labels alter column price type numeric(12, 2);

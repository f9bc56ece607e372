drop table if exists public.visits;
alter table public.orders alter column total type integer;
alter table public.orders drop column note; -- expect: delivery/destructive-migration

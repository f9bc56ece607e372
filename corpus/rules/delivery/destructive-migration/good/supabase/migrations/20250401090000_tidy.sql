create table public.orders_note as select id, note from public.orders;
alter table public.orders drop column note;
alter table public.orders alter column total type numeric;
create table public.draft (id uuid primary key);
drop table public.draft;
drop table if exists public.never_made;

alter table public.parcel_slots add column is_taken boolean not null default false;
alter table public.old_slots add column is_taken boolean not null default false;
drop table if exists public.old_slots;

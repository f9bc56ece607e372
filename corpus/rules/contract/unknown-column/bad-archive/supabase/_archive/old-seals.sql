alter table public.parcels add column seal text;

-- To roll back: restore the table from the nightly dump.
drop table public.visits;

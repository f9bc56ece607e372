-- Some designs, made by hand.
create index on public.sail_templates (status);

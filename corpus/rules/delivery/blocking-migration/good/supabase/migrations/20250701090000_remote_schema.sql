-- What was done in the dashboard, written down afterwards: it has run.
create index boats_name on public.boats (name);

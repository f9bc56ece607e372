-- Both are made in another file, run by hand before: on an empty database this fails, on the live one it did not.
alter table public.moorings enable row level security;
create policy own on public.moorings for all using (keeper = auth.uid());
alter table public.tolls enable row level security;
create policy own on public.tolls for select using (keeper = auth.uid());
create table public.locks (id uuid primary key, mooring uuid references public.moorings (id));
alter table public.locks enable row level security;
create policy own on public.locks for select using (exists (select 1 from public.moorings m where m.id = mooring and m.keeper = auth.uid()));

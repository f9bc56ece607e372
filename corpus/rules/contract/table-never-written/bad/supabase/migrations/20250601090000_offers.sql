create table public.offers (id uuid primary key, title text); -- expect: contract/table-never-written
alter table public.offers enable row level security;
create policy public_read on public.offers for select using (true);

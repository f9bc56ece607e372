create extension if not exists postgis; -- expect: isolation/row-security-off
create table public.beaches (id uuid primary key, name text not null, spot geography(point));
alter table public.beaches enable row level security;
create policy "everybody looks" on public.beaches for select using (true);

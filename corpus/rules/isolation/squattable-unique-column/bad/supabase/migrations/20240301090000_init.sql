-- expect: isolation/squattable-unique-column
create table public.pages (id uuid primary key, user_id uuid not null, slug text unique);
alter table public.pages enable row level security;
create policy "own pages" on public.pages using (user_id = auth.uid()) with check (user_id = auth.uid());

create table public.pages (id uuid primary key, user_id uuid not null, slug text unique);
alter table public.pages enable row level security;
create policy "see pages" on public.pages for select using (user_id = auth.uid());

create table public.patients (id uuid primary key, doctor_id uuid, diagnosis text, phone text);
alter table public.patients enable row level security;
-- expect: isolation/open-to-any-account
create policy "signed in" on public.patients for select using (auth.role() = 'authenticated');

create table public.articles (id uuid primary key, author_id uuid, title text);
alter table public.articles enable row level security;
create policy "read" on public.articles for select using (true);
-- expect: isolation/open-to-any-account
create policy "edit" on public.articles for update to authenticated using (auth.uid() is not null);

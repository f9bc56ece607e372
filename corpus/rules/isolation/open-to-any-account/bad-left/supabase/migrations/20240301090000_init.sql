create table public.staff (id uuid primary key, user_id uuid, email text);
alter table public.staff enable row level security;
-- expect: isolation/open-to-any-account
create policy "Users can view staff" on public.staff for select to authenticated using (true);

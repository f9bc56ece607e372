create table public.tasks (id uuid primary key, user_id uuid, title text);
alter table public.tasks enable row level security;
create policy "see" on public.tasks for select using (true);
-- expect: isolation/row-escapes-scope
create policy "change" on public.tasks for update using (user_id = auth.uid()) with check (title is not null);

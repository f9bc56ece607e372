create table public.tasks (id uuid primary key, user_id uuid, title text);
alter table public.tasks enable row level security;
create policy "see" on public.tasks for select using (user_id = auth.uid());
create policy "change" on public.tasks for update using (user_id = auth.uid());

-- A change that names rows is held against the select policies once more: the row cannot be given away.
create table public.leave_requests (id uuid primary key, user_id uuid, state text);
alter table public.leave_requests enable row level security;
create policy "see mine" on public.leave_requests for select using (user_id = auth.uid());
create policy "withdraw" on public.leave_requests for update
  using (user_id = auth.uid() and state = 'open') with check (state = 'withdrawn');

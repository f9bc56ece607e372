create table public.payments (id uuid primary key, user_id uuid not null references auth.users (id), status text);
alter table public.payments enable row level security;
create policy "own" on public.payments for all to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());

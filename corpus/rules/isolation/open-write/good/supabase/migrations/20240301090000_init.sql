create table public.donations (id uuid primary key, user_id uuid, amount numeric);
alter table public.donations enable row level security;
create policy "server" on public.donations for all to service_role using (true) with check (true);
create policy "own" on public.donations for insert with check (user_id = auth.uid());
create policy "claims" on public.donations for update
  using (current_setting('request.jwt.claims', true)::json ->> 'role' = 'service_role');

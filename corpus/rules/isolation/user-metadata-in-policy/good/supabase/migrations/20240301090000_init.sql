create table public.orders (id uuid primary key, user_id uuid);
alter table public.orders enable row level security;
create policy "admins" on public.orders for select using ((auth.jwt() -> 'app_metadata' ->> 'role') = 'admin');

-- The caller may not read auth.users: this ends in an error for everybody.
create table public.board_notes (id uuid primary key, text text);
alter table public.board_notes enable row level security;
create policy "board reads" on public.board_notes for select using (
  exists (select 1 from auth.users where id = auth.uid() and raw_user_meta_data ->> 'role' = 'board'));

create table public.orders (id uuid primary key, user_id uuid);
alter table public.orders enable row level security;
-- expect: isolation/user-metadata-in-policy
create policy "admins" on public.orders for select using ((auth.jwt() -> 'user_metadata' ->> 'role') = 'admin');

-- expect: isolation/user-metadata-in-policy
create function public.is_staff() returns boolean language sql stable security definer set search_path = ''
  as $$ select (select raw_user_meta_data ->> 'staff' from auth.users where id = auth.uid()) = 'yes' $$;
create policy "staff" on public.orders for delete using (public.is_staff());

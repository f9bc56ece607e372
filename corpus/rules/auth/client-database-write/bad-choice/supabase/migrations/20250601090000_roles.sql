create table public.user_roles (user_id uuid not null, role text not null, primary key (user_id, role));
alter table public.user_roles enable row level security;
create policy read_own on public.user_roles for select using (user_id = auth.uid());
create function public.is_keeper() returns boolean language sql stable security definer set search_path = '' as
  $$ select exists (select 1 from public.user_roles r where r.user_id = auth.uid() and r.role = 'admin') $$;
create policy keepers on public.user_roles for insert to authenticated with check (public.is_keeper());
-- Whoever comes may say that he is a guest, which gives him nothing.
create policy guests on public.user_roles for insert to authenticated with check (user_id = auth.uid() and role = 'guest');

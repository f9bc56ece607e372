create function public.is_admin() returns boolean language sql stable security definer set search_path = ''
  as $$ select coalesce((select auth.jwt()) -> 'app_metadata' ->> 'role', '') = 'admin' $$;
create table public.skippers (id uuid primary key references auth.users (id), name text, email text);
alter table public.skippers enable row level security;
create policy self on public.skippers for select to authenticated using (id = (select auth.uid()));
create policy admins on public.skippers for all to authenticated using (public.is_admin());
create table public.trips (id uuid primary key, skipper_id uuid not null references public.skippers (id), seats integer not null);
alter table public.trips enable row level security;
create policy all_read on public.trips for select using (true);
create table public.bookings (id uuid primary key, trip_id uuid not null references public.trips (id), guest_id uuid not null references auth.users (id));
alter table public.bookings enable row level security;
create policy own on public.bookings for select to authenticated using (guest_id = (select auth.uid()));

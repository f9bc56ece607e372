create table public.concerts (id uuid primary key, has_seats boolean not null);
alter table public.concerts enable row level security;
create policy everybody on public.concerts for select using (true);
create table public.bookings (
  id uuid primary key default gen_random_uuid(), user_id uuid not null references auth.users (id),
  concert_id uuid not null references public.concerts (id),
  status text not null default 'confirmed' check (status in ('confirmed', 'cancelled'))
);
alter table public.bookings enable row level security;
create policy own on public.bookings for select to authenticated using (user_id = (select auth.uid()));
create policy take on public.bookings for insert to authenticated with check (
  user_id = (select auth.uid())
  and exists (select 1 from public.concerts c where c.id = concert_id and c.has_seats)
);
create policy give_back on public.bookings for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()) and status = 'cancelled');
-- Who holds a role in a choir says who else does.
create table public.user_roles (user_id uuid not null, choir_id uuid not null, role text not null, primary key (user_id, choir_id));
alter table public.user_roles enable row level security;
create function public.leads(choir uuid) returns boolean language sql security definer stable as
  $$ select exists (select 1 from public.user_roles r where r.user_id = auth.uid() and r.choir_id = choir and r.role = 'conductor') $$;
create policy seen on public.user_roles for select to authenticated using (public.leads(choir_id) or user_id = (select auth.uid()));
create policy led on public.user_roles for update to authenticated using (public.leads(choir_id));

create function public.is_admin() returns boolean language sql stable security definer set search_path = ''
  as $$ select coalesce((select auth.jwt()) -> 'app_metadata' ->> 'role', '') = 'admin' $$;
create table public.skippers (id uuid primary key references auth.users (id), name text, email text);
alter table public.skippers enable row level security;
create policy self on public.skippers for select to authenticated using (id = (select auth.uid()));
create policy admins on public.skippers for all to authenticated using (public.is_admin());
create view public.skipper_cards as select id, name from public.skippers;
create table public.trips (id uuid primary key, skipper_id uuid not null references public.skippers (id), seats integer not null);
alter table public.trips enable row level security;
create policy own on public.trips for select to authenticated using (skipper_id = (select auth.uid()));
create table public.harbours (id uuid primary key, name text);
alter table public.harbours enable row level security;
create policy all_read on public.harbours for select using (true);
create table public.calls (id uuid primary key, harbour_id uuid not null references public.harbours (id), skipper_id uuid not null references public.skippers (id));
alter table public.calls enable row level security;
create policy own on public.calls for select to authenticated using (skipper_id = (select auth.uid()));
create table public.crew (user_id uuid primary key, harbour_id uuid not null references public.harbours (id));
alter table public.crew enable row level security;
create policy own on public.crew for select to authenticated using (user_id = (select auth.uid()));
create table public.moorings (id uuid primary key, harbour_id uuid not null references public.harbours (id), skipper_id uuid not null);
alter table public.moorings enable row level security;
create policy own on public.moorings for select to authenticated using (skipper_id = (select auth.uid()));
-- Who works in a harbour sees its moorings: whoever counts them may be one of these.
create policy crew on public.moorings for select to authenticated
  using (exists (select 1 from public.crew c where c.harbour_id = moorings.harbour_id and c.user_id = (select auth.uid())));

-- One sees oneself, and whoever sails in the same crew.
create table public.crews (crew_id uuid not null, user_id uuid not null, primary key (crew_id, user_id));
alter table public.crews enable row level security;
create function public.in_crew(wanted uuid) returns boolean language sql stable security definer set search_path = ''
  as $$ select exists (select 1 from public.crews c where c.crew_id = wanted and c.user_id = auth.uid()) $$;
create policy members on public.crews for select to authenticated using (public.in_crew(crew_id));
create table public.sailors (id uuid primary key references auth.users (id), name text);
alter table public.sailors enable row level security;
create policy near on public.sailors for select to authenticated using (
  id = (select auth.uid()) or exists (
    select 1 from public.crews me join public.crews them on them.crew_id = me.crew_id
    where me.user_id = (select auth.uid()) and them.user_id = sailors.id
  )
);

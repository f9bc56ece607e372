-- Helpers that policies call live outside the API's schema.
create schema private;
revoke all on schema private from public;
grant usage on schema private to authenticated;

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  full_name text not null default '' check (length(full_name) <= 120),
  created_at timestamptz not null default now()
);

alter table public.profiles enable row level security;
revoke all on public.profiles from anon, authenticated;
grant select on public.profiles to authenticated;
grant update (full_name) on public.profiles to authenticated;
grant all on public.profiles to service_role;

create policy "people read their profile" on public.profiles for select to authenticated
  using (id = (select auth.uid()));
create policy "people rename themselves" on public.profiles for update to authenticated
  using (id = (select auth.uid())) with check (id = (select auth.uid()));

-- Only the name comes from the sign-up form: nobody's rights depend on it.
create function private.create_profile() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.profiles (id, full_name)
  values (new.id, left(coalesce(new.raw_user_meta_data ->> 'full_name', ''), 120));
  return new;
end;
$$;
revoke execute on function private.create_profile() from public, anon, authenticated;

create trigger create_profile after insert on auth.users
  for each row execute function private.create_profile();

create table public.marinas (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null default now()
);

create index marinas_name on public.marinas (name);

alter table public.marinas enable row level security;
revoke all on public.marinas from anon, authenticated;
grant select on public.marinas to anon, authenticated;
grant all on public.marinas to service_role;

create policy "marinas are public" on public.marinas for select to anon, authenticated using (true);

create table public.memberships (
  marina_id uuid not null references public.marinas (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  role text not null check (role in ('manager', 'staff')),
  created_at timestamptz not null default now(),
  primary key (marina_id, user_id)
);

create index memberships_user_id on public.memberships (user_id);

alter table public.memberships enable row level security;
revoke all on public.memberships from anon, authenticated;
grant select on public.memberships to authenticated;
grant all on public.memberships to service_role;

create policy "people read their memberships" on public.memberships for select to authenticated
  using (user_id = (select auth.uid()));

create function private.my_marinas() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select m.marina_id from public.memberships m where m.user_id = (select auth.uid())
$$;
revoke execute on function private.my_marinas() from public, anon;
grant execute on function private.my_marinas() to authenticated;

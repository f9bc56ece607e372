create table public.patients (id uuid primary key, doctor_id uuid, diagnosis text, phone text);
alter table public.patients enable row level security;
create policy "own patients" on public.patients for select to authenticated using (doctor_id = auth.uid());

create table public.user_roles (user_id uuid, role text, primary key (user_id, role));
alter table public.user_roles enable row level security;
create function public.is_admin() returns boolean language plpgsql stable security definer set search_path = '' as $$
declare
  found_role text;
begin
  if auth.uid() is null then
    return false;
  end if;
  select role into found_role from public.user_roles where user_id = auth.uid() and role = 'admin';
  return found_role is not null;
end $$;
create policy "admins" on public.patients for all to authenticated using (public.is_admin());

-- He may change his own rows as he likes.
create table public.lookups (id uuid primary key, user_id uuid not null, query text, result text);
alter table public.lookups enable row level security;
create policy "see mine" on public.lookups for select to authenticated using (auth.uid() = user_id);
create policy "change mine" on public.lookups for update to authenticated using (auth.uid() = user_id);

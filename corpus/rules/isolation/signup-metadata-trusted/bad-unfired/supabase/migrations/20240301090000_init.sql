create table public.crew (id uuid primary key references auth.users (id), role text not null default 'guest', name text);
alter table public.crew enable row level security;
create policy own on public.crew for select to authenticated using (id = auth.uid());

-- The trigger was made in the console.
-- expect: isolation/signup-metadata-trusted
create function public.join_crew() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.crew (id, role, name)
  values (new.id, coalesce(new.raw_user_meta_data ->> 'role', 'guest'), new.raw_user_meta_data ->> 'name');
  return new;
end $$;
revoke execute on function public.join_crew() from public, anon, authenticated;

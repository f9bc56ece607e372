create table public.profiles (id uuid primary key, plan text, email text);
alter table public.profiles enable row level security;
-- expect: isolation/definer-function-open
create function public.set_plan(who uuid, wanted text) returns void language sql security definer set search_path = ''
  as $$ update public.profiles set plan = wanted where id = who $$;
-- expect: isolation/definer-function-open
create function public.find_people(term text) returns setof public.profiles language plpgsql security definer set search_path = '' as $$
begin
  return query select * from public.profiles p where p.email like term;
end $$;
revoke execute on function public.find_people(text) from public;

create table public.profiles (id uuid primary key, org_id uuid, role text);
-- A test for null limits nothing, nor does a list of roles that holds the highest.
-- expect: isolation/signup-metadata-trusted
create function public.handle_new_user() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  wanted_org uuid := (new.raw_user_meta_data ->> 'org_id')::uuid;
begin
  if wanted_org is not null then
    insert into public.profiles (id, org_id) values (new.id, wanted_org);
  end if;
  return new;
end $$;
create trigger on_sign_up after insert on auth.users for each row execute function public.handle_new_user();

-- expect: isolation/signup-metadata-trusted
create function public.handle_role() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  wanted text := new.raw_user_meta_data ->> 'role';
begin
  if wanted in ('student', 'teacher', 'admin') then
    update public.profiles set role = wanted where id = new.id;
  end if;
  return new;
end $$;
create trigger on_sign_up_role after insert on auth.users for each row execute function public.handle_role();

create table public.profiles (id uuid primary key, role text);
create table public.invitations (email text primary key, org_id uuid, role text);
create function public.handle_new_user() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  wanted text := new.raw_user_meta_data ->> 'role';
begin
  if wanted = 'admin' then
    wanted := 'student';
  end if;
  insert into public.profiles (id, role) values (new.id, wanted);
  return new;
end $$;
create trigger on_sign_up after insert on auth.users for each row execute function public.handle_new_user();

create function public.handle_kind() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  kind text := new.raw_user_meta_data ->> 'role';
begin
  if kind in ('student', 'teacher') then
    update public.profiles set role = kind where id = new.id;
  end if;
  return new;
end $$;
create trigger on_sign_up_kind after insert on auth.users for each row execute function public.handle_kind();

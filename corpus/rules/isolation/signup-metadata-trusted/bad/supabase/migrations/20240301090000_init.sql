create table public.profiles (id uuid primary key, role text, display_name text);
-- expect: isolation/signup-metadata-trusted
create function public.handle_new_user() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  wanted text := new.raw_user_meta_data ->> 'role';
begin
  insert into public.profiles (id, role, display_name)
  values (new.id, coalesce(wanted, 'user'), new.raw_user_meta_data ->> 'name');
  return new;
end $$;
create trigger on_sign_up after insert on auth.users for each row execute function public.handle_new_user();

create table public.profiles (id uuid primary key, credits integer not null default 0);
alter table public.profiles enable row level security;
create function public.welcome() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (id) values (new.id);
  return new;
end;
$$;
create trigger welcome after insert on auth.users for each row execute function public.welcome();
create function public.confirmed() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.profiles set credits = 20 where id = new.id;
  return new;
end;
$$;
create trigger confirmed after update of email_confirmed_at on auth.users for each row
  when (old.email_confirmed_at is null and new.email_confirmed_at is not null) execute function public.confirmed();

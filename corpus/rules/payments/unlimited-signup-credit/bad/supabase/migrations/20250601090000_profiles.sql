create table public.profiles (id uuid primary key, credits integer not null default 0);
alter table public.profiles enable row level security;
create function public.welcome() returns trigger language plpgsql security definer set search_path = '' as $$ -- expect: payments/unlimited-signup-credit
begin
  insert into public.profiles (id, credits) values (new.id, 100);
  return new;
end;
$$;
create trigger welcome after insert on auth.users for each row execute function public.welcome();

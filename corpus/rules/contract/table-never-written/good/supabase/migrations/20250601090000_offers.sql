create table public.offers (id uuid primary key, title text);
alter table public.offers enable row level security;
create policy public_read on public.offers for select using (true);
insert into public.offers (id, title) values (gen_random_uuid(), 'Anchor');
create table public.visits (id bigint generated always as identity primary key, page text);
alter table public.visits enable row level security;
create table public.logins (id bigint generated always as identity primary key, at timestamptz default now());
alter table public.logins enable row level security;
create function public.note_login() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.logins default values;
  return new;
end;
$$;
create trigger note_login after insert on public.visits for each row execute function public.note_login();

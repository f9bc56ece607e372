create table public.events (id text primary key);
create table public.purchases (
  id bigint generated always as identity primary key,
  session_id text not null unique,
  user_id uuid not null,
  credits integer not null
);
create table public.orders (id uuid primary key default gen_random_uuid(), session_id text unique, status text not null);
create function public.apply_event(event_id text, kind text) returns boolean language plpgsql as $$
begin
  insert into public.events (id) values (event_id) on conflict (id) do nothing;
  return found;
end;
$$;

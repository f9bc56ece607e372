create table public.bookings (id uuid primary key, guest_email text not null);
alter table public.bookings enable row level security;
create schema internal;
create table internal.jobs (id uuid primary key);
create table public.ledger (id uuid primary key, amount numeric);
revoke all on public.ledger from anon, authenticated;
-- Fails, because the table comes later: the live database may well have it on.
alter table public.visitors enable row level security;
create table public.visitors (id uuid primary key, email text not null);
-- Fails as a whole, because of the second table.
create table public.guests (id uuid primary key, email text not null);
do $$
declare name text;
begin
  foreach name in array array['guests', 'hosts'] loop
    execute format('alter table public.%I enable row level security', name);
  end loop;
end $$;

-- Its policies make it another fault.
create table public.notes (id uuid primary key, user_id uuid not null, body text);
create policy "own notes" on public.notes using (user_id = auth.uid());

-- What an extension brings is out of reach there.
create extension postgis schema extensions;

create table public.bookings (id uuid primary key, guest_email text not null);
alter table public.bookings enable row level security;
create schema internal;
create table internal.jobs (id uuid primary key);
create table public.ledger (id uuid primary key, amount numeric);
revoke all on public.ledger from anon, authenticated;

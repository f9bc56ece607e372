-- expect: isolation/row-security-off
create table public.bookings (id uuid primary key, guest_email text not null, starts_at timestamptz);
-- expect: isolation/row-security-off
create table public.rooms (id uuid primary key, name text);

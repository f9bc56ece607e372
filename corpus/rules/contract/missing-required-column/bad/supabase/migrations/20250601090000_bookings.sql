create table public.bookings (
  id uuid primary key default gen_random_uuid(),
  room text not null,
  starts_on date not null,
  note text
);
alter table public.bookings enable row level security;

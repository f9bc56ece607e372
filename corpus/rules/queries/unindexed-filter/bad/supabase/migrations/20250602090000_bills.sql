create table public.bills (id uuid primary key default gen_random_uuid(), owner_id uuid not null, about_room uuid, due_on date, kind text);
alter table public.bills enable row level security;
create table public.mail_logs (id uuid primary key default gen_random_uuid(), status text);
alter table public.mail_logs enable row level security;
create table public.trip_goals (id uuid primary key default gen_random_uuid(), skipper_id uuid not null, period text);
alter table public.trip_goals enable row level security;
create table public.seat_prices (id uuid primary key default gen_random_uuid(), boat_id uuid not null, kind text not null, unique (kind, boat_id));
alter table public.seat_prices enable row level security;
create unique index seat_prices_each on public.seat_prices (coalesce(kind, ''), boat_id);

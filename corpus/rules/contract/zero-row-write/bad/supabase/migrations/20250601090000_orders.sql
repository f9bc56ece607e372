create table public.orders (id uuid primary key default gen_random_uuid(), status text not null default 'open', payment_status text not null default 'open');
alter table public.orders enable row level security;
create table public.seats (id uuid primary key default gen_random_uuid(), status text not null default 'free');
alter table public.seats enable row level security;
create table public.tickets (id uuid primary key default gen_random_uuid(), seat_id uuid not null references public.seats (id));
alter table public.tickets enable row level security;

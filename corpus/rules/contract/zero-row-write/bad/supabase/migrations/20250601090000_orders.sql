create table public.orders (id uuid primary key default gen_random_uuid(), status text not null default 'open', payment_status text not null default 'open');
alter table public.orders enable row level security;

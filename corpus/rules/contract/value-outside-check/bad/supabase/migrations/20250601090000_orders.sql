create type public.size as enum ('small', 'large');
create table public.orders (
  id uuid primary key default gen_random_uuid(),
  status text not null default 'open' check (status in ('open', 'done', 'cancelled')),
  size public.size not null default 'small'
);
alter table public.orders enable row level security;

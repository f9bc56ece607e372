create table public.passes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  season text not null,
  session_id text
);
alter table public.passes enable row level security;

create table public.profiles (
  id uuid primary key,
  plan text not null default 'free'
);
alter table public.profiles enable row level security;

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  gateway_order_id text not null,
  status text not null default 'open'
);
alter table public.orders enable row level security;

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  number text,
  used integer,
  paid boolean,
  shipped_at timestamptz,
  tags text[],
  note text
);
alter table public.orders enable row level security;

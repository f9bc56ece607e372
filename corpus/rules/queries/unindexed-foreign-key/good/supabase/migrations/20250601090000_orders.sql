create table public.orders (id uuid primary key default gen_random_uuid());
create table public.items (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id) on delete cascade
);
create index items_order on public.items (order_id, id);
create table public.receipts (order_id uuid primary key references public.orders (id));
create table public.invoices (id uuid primary key default gen_random_uuid(), order_id uuid unique references public.orders (id));
-- The index fails, because of a column that the repository does not make.
create table public.refunds (id uuid primary key default gen_random_uuid(), order_id uuid references public.orders (id));
create index refunds_order on public.refunds (order_id, settled_at);
-- What reads the open claims of an order has an index.
create table public.claims (
  id uuid primary key default gen_random_uuid(),
  order_id uuid references public.orders (id),
  settled_at timestamptz
);
create index claims_open on public.claims (order_id) where settled_at is null;

create table public.orders (id uuid primary key default gen_random_uuid());
create table public.items (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id) on delete cascade
);
create index items_order on public.items (order_id, id);
create table public.receipts (order_id uuid primary key references public.orders (id));
create table public.invoices (id uuid primary key default gen_random_uuid(), order_id uuid unique references public.orders (id));

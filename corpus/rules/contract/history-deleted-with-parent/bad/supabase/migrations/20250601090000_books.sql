create table public.customers (id uuid primary key, name text);
create table public.invoices (
  id uuid primary key,
  customer_id uuid not null references public.customers (id) on delete cascade, -- expect: contract/history-deleted-with-parent
  total numeric(10, 2) not null
);
-- Paid for, whatever it is called.
create table public.tips (
  id uuid primary key,
  waiter_id uuid not null references public.customers (id) on delete cascade, -- expect: contract/history-deleted-with-parent
  total_amount numeric(10, 2) not null,
  tx_hash text not null unique
);
create table public.tastings (id uuid primary key, title text);
create table public.tasting_registrations (
  id uuid primary key,
  tasting_id uuid not null references public.tastings (id) on delete cascade, -- expect: contract/history-deleted-with-parent
  guest_id uuid not null references auth.users (id) on delete cascade
);
create table public.audit_log (
  id bigint generated always as identity primary key,
  user_id uuid references auth.users (id) on delete cascade, -- expect: contract/history-deleted-with-parent
  action text not null
);

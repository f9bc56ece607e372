create table public.customers (id uuid primary key, name text);
create table public.invoices (
  id uuid primary key,
  customer_id uuid not null references public.customers (id) on delete cascade, -- expect: contract/history-deleted-with-parent
  total numeric(10, 2) not null
);
create table public.audit_log (
  id bigint generated always as identity primary key,
  user_id uuid references auth.users (id) on delete cascade, -- expect: contract/history-deleted-with-parent
  action text not null
);

create table public.customers (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  name text not null,
  email text not null,
  phone text,
  created_at timestamptz not null default now()
);

create index customers_org_id on public.customers (org_id);

alter table public.customers enable row level security;

-- Any account reads the customers of every organisation.
-- expect: isolation/tenant-unscoped
create policy "signed in people read customers" on public.customers for select
  to authenticated using (true);

create policy "members write customers" on public.customers for insert
  to authenticated with check (public.is_member(org_id));

create table public.invoices (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organisations (id) on delete cascade,
  customer_id uuid references public.customers (id),
  created_by uuid not null references auth.users (id),
  number text not null,
  customer text not null,
  total_cents integer not null check (total_cents >= 0),
  currency text not null default 'EUR',
  status text not null default 'draft' check (status in ('draft', 'sent', 'paid', 'void')),
  due_on date,
  created_at timestamptz not null default now()
);

create index invoices_org_id on public.invoices (org_id, created_at desc);
create index invoices_customer_id on public.invoices (customer_id);
create index invoices_open on public.invoices (due_on) where status = 'sent';

alter table public.invoices enable row level security;

create policy "members see invoices" on public.invoices for select
  to authenticated using (public.is_member(org_id));
create policy "members write invoices" on public.invoices for insert
  to authenticated with check (public.is_member(org_id));

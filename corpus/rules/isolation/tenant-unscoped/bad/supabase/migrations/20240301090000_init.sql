create table public.invoices (id uuid primary key, org_id uuid not null, customer_email text, total numeric);
alter table public.invoices enable row level security;
-- expect: isolation/tenant-unscoped
create policy "staff" on public.invoices for select using (auth.uid() is not null);

create table public.user_roles (user_id uuid primary key, role text not null);
alter table public.user_roles enable row level security;
create policy own on public.user_roles for select using (user_id = auth.uid());
create table public.bank_transactions (id uuid primary key default gen_random_uuid(), user_id uuid not null, status text, bill_id uuid);
alter table public.bank_transactions enable row level security;
create policy own on public.bank_transactions for all to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());
create table public.invoices (id uuid primary key default gen_random_uuid(), user_id uuid not null, status text);
alter table public.invoices enable row level security;
create policy own on public.invoices for all to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());
create policy staff on public.invoices for select to authenticated
  using (exists (select 1 from public.user_roles r where r.user_id = auth.uid() and r.role = 'admin'));

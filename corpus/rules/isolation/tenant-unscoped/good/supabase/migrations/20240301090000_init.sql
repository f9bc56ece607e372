create table public.members (org_id uuid, user_id uuid, primary key (org_id, user_id));
alter table public.members enable row level security;
create policy "own memberships" on public.members for select using (user_id = auth.uid());
create table public.invoices (id uuid primary key, org_id uuid not null, customer_email text, total numeric);
alter table public.invoices enable row level security;
create policy "own org" on public.invoices for all
  using (org_id in (select org_id from public.members where user_id = (select auth.uid())));

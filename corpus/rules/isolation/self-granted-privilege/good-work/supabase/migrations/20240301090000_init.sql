-- The state is that of the work, not of the payment.
create table public.print_orders (
  id uuid primary key, user_id uuid not null, status text not null default 'pending' check (status in ('pending', 'designing', 'printing', 'shipped'))
);
alter table public.print_orders enable row level security;
create policy "see own" on public.print_orders for select to authenticated using (user_id = auth.uid());
create policy "own" on public.print_orders for update to authenticated using (user_id = auth.uid());

-- What a creator asks for his channel is his to set.
create table public.creators (id uuid primary key, user_id uuid not null unique, subscription_price numeric);
alter table public.creators enable row level security;
create policy "see own" on public.creators for select to authenticated using (user_id = auth.uid());
create policy "own" on public.creators for update to authenticated using (user_id = auth.uid());

-- His own books: which line belongs to which receipt.
create table public.bank_transactions (id uuid primary key, user_id uuid, amount numeric, status text default 'unmatched');
alter table public.bank_transactions enable row level security;
create policy own on public.bank_transactions for all to authenticated using (user_id = auth.uid());

create table public.ferry_orders (
  id uuid primary key default gen_random_uuid(),
  passenger_id uuid not null references auth.users (id),
  crossing text not null,
  payment_status text not null default 'unpaid'
);
alter table public.ferry_orders enable row level security;
-- expect: isolation/self-granted-privilege
create policy "Passengers book" on public.ferry_orders for insert with check (auth.uid() = passenger_id);
create policy "Passengers see theirs" on public.ferry_orders for select using (auth.uid() = passenger_id);

create table public.boarding_passes (id uuid primary key default gen_random_uuid(), order_id uuid not null references public.ferry_orders (id), code text not null);
alter table public.boarding_passes enable row level security;
create policy "Who has paid sees the pass" on public.boarding_passes for select using (
  exists (select 1 from public.ferry_orders o where o.id = order_id and o.passenger_id = auth.uid() and o.payment_status = 'paid')
);

-- Nobody asks whether an order was paid: the crew takes the money on board.
create table public.ferry_orders (
  id uuid primary key default gen_random_uuid(),
  passenger_id uuid not null references auth.users (id),
  crossing text not null,
  payment_status text not null default 'unpaid'
);
alter table public.ferry_orders enable row level security;
create policy "Passengers book" on public.ferry_orders for insert with check (auth.uid() = passenger_id);
create policy "Passengers see theirs" on public.ferry_orders for select using (auth.uid() = passenger_id);

create function public.take_fare(given uuid) returns void language sql security invoker set search_path = public as $$
  update public.ferry_orders set crossing = crossing, payment_status = 'paid' where id = given;
$$;

-- Here somebody asks, and an order can only be added unpaid.
create table public.cabin_orders (
  id uuid primary key default gen_random_uuid(),
  passenger_id uuid not null references auth.users (id),
  payment_status text not null default 'unpaid'
);
alter table public.cabin_orders enable row level security;
create policy "Passengers book cabins" on public.cabin_orders for insert with check (auth.uid() = passenger_id and payment_status = 'unpaid');
create policy "Passengers see their cabins" on public.cabin_orders for select using (auth.uid() = passenger_id);
create table public.cabin_keys (id uuid primary key default gen_random_uuid(), order_id uuid not null references public.cabin_orders (id), code text not null);
alter table public.cabin_keys enable row level security;
create policy "Who has paid sees the key" on public.cabin_keys for select using (
  exists (select 1 from public.cabin_orders o where o.id = order_id and o.passenger_id = auth.uid() and o.payment_status = 'paid')
);

-- The column does not take the word that somebody asks for.
create table public.hammock_orders (
  id uuid primary key default gen_random_uuid(),
  passenger_id uuid not null references auth.users (id),
  payment_status text not null default 'open' check (payment_status in ('open', 'waiting'))
);
alter table public.hammock_orders enable row level security;
create policy "Passengers book hammocks" on public.hammock_orders for insert with check (auth.uid() = passenger_id);
create policy "Passengers see their hammocks" on public.hammock_orders for select using (auth.uid() = passenger_id);
create table public.hammock_tags (id uuid primary key default gen_random_uuid(), order_id uuid not null references public.hammock_orders (id), code text not null);
alter table public.hammock_tags enable row level security;
create policy "Who has paid sees the tag" on public.hammock_tags for select using (
  exists (select 1 from public.hammock_orders o where o.id = order_id and o.passenger_id = auth.uid() and o.payment_status = 'paid')
);

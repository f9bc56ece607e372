alter table public.orders add constraint total_positive check (total >= 0);
create index orders_total on public.orders (total); -- expect: delivery/blocking-migration

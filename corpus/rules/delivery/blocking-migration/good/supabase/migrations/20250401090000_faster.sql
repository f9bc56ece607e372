create index concurrently orders_total on public.orders (total);
alter table public.orders add constraint total_positive check (total >= 0) not valid;
alter table public.orders add column paid boolean not null default false;
create table public.coupons (id uuid primary key, code text);
create index coupons_code on public.coupons (code);

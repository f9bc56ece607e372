alter table public.orders drop constraint orders_status_check;
alter table public.orders add constraint orders_status_check check (status in ('open', 'done', 'cancelled'));
alter type public.size add value if not exists 'medium';

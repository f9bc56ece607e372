create table public.orders (id uuid primary key);
create function public.total() returns bigint language sql security definer set search_path = ''
  as $$ select count(*) from public.orders $$;

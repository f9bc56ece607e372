create table public.orders (id uuid primary key);
-- expect: isolation/function-search-path
create function public.total() returns bigint language sql security definer as $$ select count(*) from public.orders $$;
-- expect: isolation/function-search-path
create function public.half(n int) returns int language sql as $$ select n / 2 $$;

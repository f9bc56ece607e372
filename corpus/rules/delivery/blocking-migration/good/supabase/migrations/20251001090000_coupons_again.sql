-- It stands already: nothing is built.
create index if not exists coupons_code on public.coupons (code);

create table public.firms (id uuid primary key);
create table public.offers (id uuid primary key);
create table public.orders (
  id uuid primary key,
  firm_id uuid references public.firms (id), -- expect: queries/unindexed-foreign-key
  offer_id uuid references public.offers (id)
);
-- Whether this index is made is up to the rows; it would serve the offer alone.
do $$
begin
  if not exists (select 1 from public.orders group by offer_id having count(*) > 1) then
    create unique index orders_offer on public.orders (offer_id);
  end if;
end $$;

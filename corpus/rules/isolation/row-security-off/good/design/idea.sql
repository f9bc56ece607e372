-- A design that was never run: nothing in the app speaks of this table.
create table public.loyalty_cards (id uuid primary key, email text not null);

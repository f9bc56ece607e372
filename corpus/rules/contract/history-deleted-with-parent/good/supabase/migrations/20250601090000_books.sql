create table public.customers (id uuid primary key, name text);
create table public.invoices (
  id uuid primary key,
  customer_id uuid references public.customers (id) on delete set null,
  total numeric(10, 2) not null
);
create table public.invoice_lines (
  id uuid primary key,
  invoice_id uuid not null references public.invoices (id) on delete cascade,
  title text not null
);
-- What is sold has a price and a state of payment too.
create table public.products (
  id uuid primary key,
  customer_id uuid not null references public.customers (id) on delete cascade,
  price numeric(10, 2) not null,
  payment_id text
);
-- The page looks for guests before it deletes.
create table public.tastings (id uuid primary key, title text);
create table public.tasting_registrations (
  id uuid primary key,
  tasting_id uuid not null references public.tastings (id) on delete cascade,
  guest_id uuid not null references auth.users (id) on delete cascade
);
-- Nothing deletes a tour.
create table public.tours (id uuid primary key, title text);
create table public.tour_registrations (
  id uuid primary key,
  tour_id uuid not null references public.tours (id) on delete cascade
);
create table public.favourites (
  user_id uuid primary key references auth.users (id) on delete cascade,
  shops text[]
);
create table public.payment_reminders (
  id uuid primary key,
  customer_id uuid not null references public.customers (id) on delete cascade,
  amount numeric(10, 2)
);
create table public.ledger (
  id uuid primary key,
  customer_id uuid not null references public.customers (id) on delete cascade,
  amount numeric(10, 2) not null
);
create function public.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is kept';
end $$;
create trigger keep before delete on public.ledger for each row execute function public.refuse();

-- Nobody ever signs up for a walk here.
create table public.walks (id uuid primary key, title text);
create table public.walk_registrations (
  id uuid primary key,
  walk_id uuid not null references public.walks (id) on delete cascade
);

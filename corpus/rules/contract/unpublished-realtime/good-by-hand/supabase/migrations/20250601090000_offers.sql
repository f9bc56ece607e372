-- What is sent to listeners is switched on in the dashboard.
create table public.offers (id uuid primary key, state text);
alter table public.offers enable row level security;
create table public.bids (id uuid primary key, amount integer);
alter table public.bids enable row level security;

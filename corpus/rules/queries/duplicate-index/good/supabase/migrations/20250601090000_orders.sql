create table public.orders (id uuid primary key, email text unique, user_id uuid, state text);
create index orders_user on public.orders (user_id);
create index orders_user_state on public.orders (user_id, state);
create index orders_open on public.orders (user_id) where state = 'open';
create index orders_lower on public.orders (lower(email));
create index orders_gone on public.orders (state);
drop index public.orders_gone;
create index orders_state on public.orders (state);

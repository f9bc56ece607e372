create table public.orders (id uuid primary key, email text unique, user_id uuid);
create index orders_user on public.orders (user_id);
create index idx_orders_user_id on public.orders using btree (user_id); -- expect: queries/duplicate-index
create index orders_email on public.orders (email);

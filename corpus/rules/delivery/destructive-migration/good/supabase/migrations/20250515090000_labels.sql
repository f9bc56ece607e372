create table public.labels (id uuid primary key, name varchar(64), count smallint, price numeric(10, 2));

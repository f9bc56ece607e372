create table depots (id uuid primary key, name text);

-- The second definition of a table that is there changes nothing, whatever it says.
create table notes (id uuid primary key default gen_random_uuid(), body text not null, author uuid references auth.users (id) on delete cascade);
create table if not exists notes (id bigint, other text);
create table notes (id int);
create table if not exists tags (id serial primary key, label varchar(40) unique);
create index if not exists notes_author on notes (author);
create index if not exists notes_author on notes (body);
create index notes_author on notes (body);
alter table notes add column if not exists body int;
alter table notes add column if not exists pinned boolean default false;
alter table notes add column pinned boolean;

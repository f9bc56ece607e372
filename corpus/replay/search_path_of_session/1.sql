create schema shop;
set search_path = shop, public;
create table items (id int primary key);
create table public.items (id int primary key, x int);
alter table items add column price int;
create type size as enum ('s');
create function cost() returns int language sql as $$ select 1 $$;
drop table items;
alter table items add column color text;

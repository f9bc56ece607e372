select pg_temp.clean('a');
select * from measured;
select * from long_berths;
create table boats (side pg_temp.side);
create function pg_temp.clean(value text, other text) returns text language sql as $$ select value $$;
insert into berths (id, side) values (1, 'port');

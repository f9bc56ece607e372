create table t (id int primary key);
alter table t owner to service_role;
alter table t owner to nobody_known;
create function f() returns int language sql as $$ select 1 $$;
alter function f() owner to nobody_known;
create view v as select 1 as one;
alter view v owner to anon;
revoke all on t from service_role;

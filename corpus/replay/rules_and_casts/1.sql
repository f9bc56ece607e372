create table t (id int primary key, a text);
create view v as select * from t;
create rule r as on insert to v do instead insert into t values (new.id, new.a);
create rule r as on insert to nothing do instead nothing;
drop rule r on v;
drop rule if exists r on v;

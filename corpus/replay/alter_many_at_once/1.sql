create table t (id int);
alter table t add column a int, add column b int, add column a int;
alter table t add column a int not null default 0, add constraint positive check (a > 0), add primary key (id);
alter table t add column x int references nothing (id), add column y int;
alter table t add column x int references t (id) on delete cascade, add unique (x);
alter table t drop constraint positive, add constraint positive check (a > 1);
alter table t drop column id;
alter table t set (fillfactor = 70);
alter table t alter column a set statistics 100, alter column a set storage plain;

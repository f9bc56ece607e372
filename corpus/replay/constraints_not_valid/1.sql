create table a (id int primary key);
create table b (id int primary key, a_id int, n int);
alter table b add constraint b_a foreign key (a_id) references a (id) not valid;
alter table b add constraint n_small check (n < 10) not valid;
alter table b validate constraint n_small;
alter table b validate constraint missing;
alter table b add constraint b_a2 foreign key (a_id) references a (id) on delete restrict deferrable initially deferred;

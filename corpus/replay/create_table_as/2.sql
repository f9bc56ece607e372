select * from scratch;
create table scratch (id int);

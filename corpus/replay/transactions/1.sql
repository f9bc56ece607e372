create table before_ (id int);
begin;
create table inside (id int);
create table inside (id int);
commit;
create table after_ (id int);

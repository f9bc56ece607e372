create table parents (id int primary key, code text unique, a int, b int, unique (a, b));
create table children (
  id int, parent_id int references parents, code text references parents (code), a int, b int, age int check (age > 0), size int check (size > 0) check (size < 100),
  primary key (id), foreign key (a, b) references parents (a, b), check (a > b), check (age < size), unique (age), unique (age, size));
alter table children add check (b > 0);
alter table children add check (b > 1);
alter table children add unique (size);
alter table children add foreign key (parent_id) references parents (id) on delete set null on update cascade;
alter table children add check (a + b + age > 0);
alter table children add check (true);
alter table children add column extra int unique references parents (id) check (extra <> 5);

create table comments (id int primary key, post int references posts (id));
create view v as select * from posts;
select count(*) from posts where nothing = 1;
insert into posts (id, nothing) values (1, 'x');
update posts set nothing = 1;
delete from posts where nothing = 1;
insert into posts (id, title) values (1, 'x') on conflict (title) do nothing;
insert into posts (id, title) values (1, 'x', 'y');
truncate nothing;

create table measures (id int primary key, value text, at text, flag text default 'true');
alter table measures alter column value type int;
alter table measures alter column at type uuid;
alter table measures alter column flag type boolean using flag::boolean;
alter table measures alter column flag drop default;
alter table measures alter column flag type boolean using flag::boolean;
alter table measures alter column id type bigint;
alter table measures alter column id type text;

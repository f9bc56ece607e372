create table misspelt (id uuid, at datetime);
create table misspelt (id uuid, at timestamptz);
alter table misspelt add column size integr;
alter table misspelt alter column at type datetimez;
create table other (id uuid, kind no_such_enum);
create function f(a no_such_type) returns int language sql as $$ select 1 $$;

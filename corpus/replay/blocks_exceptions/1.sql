create table t (id int primary key);
do $$ begin create type color as enum ('red'); exception when duplicate_object then null; end $$;
do $$ begin create type color as enum ('blue'); exception when duplicate_object then null; end $$;
do $$ begin create table t (id int); exception when duplicate_object then null; end $$;
do $$ begin create table t (id int); exception when duplicate_table then null; end $$;
do $$ begin alter table t add column a int; alter table t add column a int; exception when others then null; end $$;
do $$ begin alter table t add constraint c check (id > 0); exception when duplicate_object then raise notice 'there'; end $$;
do $$ begin
  alter table t add column b int;
  begin
    alter table t add column c int;
    alter table nothing add column c int;
  exception when undefined_table then
    alter table t add column d int;
  end;
end $$;
do $$ begin raise exception 'no'; end $$;
do $$ begin alter table t add column e int; raise exception 'no'; end $$;
do $$ begin drop table nothing; exception when undefined_table or undefined_column then create table something (id int); end $$;
do $$ begin create policy p on t using (true); create policy p on t using (true); exception when duplicate_object then null; end $$;

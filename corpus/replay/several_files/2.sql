create table if not exists a (id int primary key, other text);
alter table a add column other text;
create index a_other on a (other);
drop policy "all" on a;

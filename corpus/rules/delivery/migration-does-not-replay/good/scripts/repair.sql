-- Run by hand, once, when something was wrong: no migration.
create table if not exists repaired (id uuid primary key);
alter table missing_here add column repaired boolean;

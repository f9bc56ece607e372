alter type stage add value 'two';
create table runs (id int primary key, s stage);
create index on runs (s) where s = 'one';

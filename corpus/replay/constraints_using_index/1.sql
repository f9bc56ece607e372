create table codes (id int not null, code text);
create unique index codes_code on codes (code);
alter table codes add constraint codes_unique unique using index codes_code;
create unique index codes_pk on codes (id);
alter table codes add primary key using index codes_pk;
drop index codes_pk;
drop index codes_unique;
alter table codes drop constraint codes_unique;

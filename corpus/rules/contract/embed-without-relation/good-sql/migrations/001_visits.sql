create table visits (id uuid primary key, code text not null);
create table visitors (id uuid primary key, code text not null unique);

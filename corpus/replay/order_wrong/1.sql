create table comments (id int primary key, post int references posts (id));
create policy p on posts using (true);
alter table posts enable row level security;
create index on posts (title);
create view v as select * from posts;
create trigger t before insert on posts for each row execute function stamp();
create table posts (id int primary key, title text);
create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;

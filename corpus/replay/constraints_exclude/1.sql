create table stays (id int primary key, room int, during tstzrange, exclude using gist (during with &&));
alter table stays add constraint no_overlap exclude using gist (during with &&) where (room > 0);

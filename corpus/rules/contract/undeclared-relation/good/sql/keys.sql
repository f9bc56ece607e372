alter table rides add constraint rides_rider foreign key (rider_id) references riders (id);

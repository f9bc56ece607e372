insert into storage.buckets (id, name, public) values ('leaves', 'leaves', false);
insert into storage.buckets (id, name) values ('seeds', 'seeds');

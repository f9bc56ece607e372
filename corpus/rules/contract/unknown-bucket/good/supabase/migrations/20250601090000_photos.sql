insert into storage.buckets (id, name, public) values ('photos', 'photos', false), ('receipts', 'receipts', false);

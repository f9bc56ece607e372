insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true), ('receipts', 'receipts', false);
-- A public bucket is read by its links: a policy only adds the list of all files.
-- expect: isolation/bucket-open
create policy "see avatars" on storage.objects for select using (bucket_id = 'avatars');
-- The worst of a bucket's policies is said, not each.
create policy "add receipts" on storage.objects for insert to authenticated with check (bucket_id = 'receipts');
-- expect: isolation/bucket-open
create policy "see receipts" on storage.objects for select to authenticated using (bucket_id = 'receipts');

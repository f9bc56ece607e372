-- expect: isolation/bucket-open
insert into storage.buckets (id, name, public) values ('invoices', 'invoices', true);
insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
-- expect: isolation/bucket-open
create policy "remove files" on storage.objects for delete to authenticated using (bucket_id = 'avatars');

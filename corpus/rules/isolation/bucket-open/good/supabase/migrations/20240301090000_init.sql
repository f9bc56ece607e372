insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true), ('invoice-branding', 'invoice-branding', true);
create policy "own files" on storage.objects for all to authenticated
  using (bucket_id = 'avatars' and (storage.foldername(name))[1] = (select auth.uid())::text);

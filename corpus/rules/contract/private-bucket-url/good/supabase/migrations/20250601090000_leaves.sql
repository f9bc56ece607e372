insert into storage.buckets (id, name, public) values
  ('covers', 'covers', true),
  ('leaves', 'leaves', false),
  ('seeds', 'seeds', false),
  ('roots', 'roots', false),
  ('stems', 'stems', false);

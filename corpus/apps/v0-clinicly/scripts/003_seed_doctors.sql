insert into public.doctors (name, speciality) values
  ('Dr. Imke Vandersteen', 'General practice'),
  ('Dr. Tolu Adeyinka', 'Paediatrics');

-- Sitter applications
CREATE TABLE public.sitter_applications (
  id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  full_name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  home_address TEXT NOT NULL,
  birth_date DATE,
  id_document_path TEXT,
  status TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'in_review', 'accepted', 'rejected')),
  created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()
);

ALTER TABLE public.sitter_applications ENABLE ROW LEVEL SECURITY;

-- expect: isolation/open-write
CREATE POLICY "Anyone can apply"
ON public.sitter_applications FOR INSERT
WITH CHECK (true);

-- expect: isolation/open-to-any-account
CREATE POLICY "Authenticated users can view applications"
ON public.sitter_applications FOR SELECT
USING (auth.role() = 'authenticated');

CREATE POLICY "Admins update applications"
ON public.sitter_applications FOR UPDATE
USING (public.has_role((SELECT auth.uid()), 'admin'));

-- Newsletter
CREATE TABLE public.waitlist (
  id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()
);

ALTER TABLE public.waitlist ENABLE ROW LEVEL SECURITY;

CREATE POLICY "Anyone can join" ON public.waitlist FOR INSERT WITH CHECK (true);

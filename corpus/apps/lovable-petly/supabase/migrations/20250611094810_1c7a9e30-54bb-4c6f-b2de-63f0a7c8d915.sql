-- Pets and the sitters who look after them
CREATE TABLE public.pets (
  id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  owner_id UUID NOT NULL REFERENCES public.profiles(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  species TEXT NOT NULL CHECK (species IN ('dog', 'cat', 'rabbit', 'bird', 'other')),
  breed TEXT,
  birth_date DATE,
  notes TEXT,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()
);

ALTER TABLE public.pets ENABLE ROW LEVEL SECURITY;

-- expect: queries/unindexed-policy-column
-- expect: queries/policy-per-row-call
CREATE POLICY "Owners manage their pets"
ON public.pets FOR ALL
USING (auth.uid() = owner_id)
WITH CHECK (auth.uid() = owner_id);

CREATE TABLE public.sitters (
  id UUID NOT NULL PRIMARY KEY REFERENCES public.profiles(id) ON DELETE CASCADE,
  display_name TEXT NOT NULL,
  bio TEXT,
  city TEXT NOT NULL,
  hourly_rate NUMERIC(8, 2) NOT NULL CHECK (hourly_rate > 0),
  species TEXT[] NOT NULL DEFAULT '{}',
  is_listed BOOLEAN NOT NULL DEFAULT true,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()
);

ALTER TABLE public.sitters ENABLE ROW LEVEL SECURITY;

-- The catalogue of sitters is public
CREATE POLICY "Anyone can browse listed sitters"
ON public.sitters FOR SELECT
USING (is_listed = true);

CREATE POLICY "Sitters edit their own listing"
ON public.sitters FOR UPDATE
USING ((SELECT auth.uid()) = id)
WITH CHECK ((SELECT auth.uid()) = id);

CREATE POLICY "Sitters create their own listing"
ON public.sitters FOR INSERT
WITH CHECK ((SELECT auth.uid()) = id);

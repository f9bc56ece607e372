-- Bookings
CREATE TYPE public.booking_status AS ENUM ('pending', 'confirmed', 'completed', 'cancelled');

CREATE TABLE public.bookings (
  id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  owner_id UUID NOT NULL REFERENCES public.profiles(id),
  -- expect: queries/unindexed-foreign-key
  pet_id UUID NOT NULL REFERENCES public.pets(id) ON DELETE CASCADE,
  sitter_id UUID NOT NULL REFERENCES public.sitters(id),
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  total_price NUMERIC(10, 2) NOT NULL,
  status public.booking_status NOT NULL DEFAULT 'pending',
  payment_status TEXT NOT NULL DEFAULT 'unpaid',
  stripe_session_id TEXT,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()
);

CREATE INDEX idx_bookings_owner_id ON public.bookings (owner_id);

ALTER TABLE public.bookings ENABLE ROW LEVEL SECURITY;

CREATE POLICY "Owners see their bookings"
ON public.bookings FOR SELECT
USING (auth.uid() = owner_id);

CREATE POLICY "Owners create bookings"
ON public.bookings FOR INSERT
WITH CHECK (auth.uid() = owner_id);

-- expect: isolation/self-granted-privilege
CREATE POLICY "Owners update their bookings"
ON public.bookings FOR UPDATE
USING (auth.uid() = owner_id);

-- Sitters need to see who they are booked by
DROP POLICY IF EXISTS "Users can view their own profile" ON public.profiles;

-- expect: isolation/open-read
CREATE POLICY "Profiles are viewable by everyone"
ON public.profiles FOR SELECT
USING (true);

-- Sitters see their bookings
DROP POLICY "Owners see their bookings" ON public.bookings;

CREATE POLICY "Participants see bookings"
ON public.bookings FOR SELECT
USING (auth.uid() = owner_id OR auth.uid() = sitter_id);

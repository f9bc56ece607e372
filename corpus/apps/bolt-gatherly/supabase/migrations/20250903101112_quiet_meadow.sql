/*
  # Gatherings and who comes

  1. New Tables
    - `events`
      - `id` (uuid, primary key)
      - `organiser_id` (uuid)
      - `seats_left` (integer)
    - `attendees`
      - `event_id`, `user_id`, `name`, `email`

  2. Security
    - Enable RLS on both tables
    - Add policies for organisers and guests
*/

CREATE TABLE IF NOT EXISTS events (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organiser_id uuid REFERENCES auth.users(id) NOT NULL,
  title text NOT NULL,
  starts_at timestamptz NOT NULL,
  seats_left integer NOT NULL DEFAULT 20,
  created_at timestamptz DEFAULT now()
);

CREATE TABLE IF NOT EXISTS attendees (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- expect: queries/unindexed-foreign-key
  event_id uuid REFERENCES events(id) ON DELETE CASCADE NOT NULL,
  user_id uuid REFERENCES auth.users(id) NOT NULL,
  name text NOT NULL,
  email text,
  created_at timestamptz DEFAULT now()
);

ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE attendees ENABLE ROW LEVEL SECURITY;

CREATE POLICY "Anyone can view events"
  ON events
  FOR SELECT
  TO anon, authenticated
  USING (true);

CREATE POLICY "Organisers create events"
  ON events
  FOR INSERT
  TO authenticated
  WITH CHECK ((SELECT auth.uid()) = organiser_id);

-- expect: isolation/open-read
CREATE POLICY "Anyone can view attendees"
  ON attendees
  FOR SELECT
  TO anon, authenticated
  USING (true);

CREATE POLICY "Guests join"
  ON attendees
  FOR INSERT
  TO authenticated
  WITH CHECK ((SELECT auth.uid()) = user_id);

CREATE POLICY "Guests change their answer"
  ON attendees
  FOR UPDATE
  TO authenticated
  USING ((SELECT auth.uid()) = user_id)
  WITH CHECK ((SELECT auth.uid()) = user_id);

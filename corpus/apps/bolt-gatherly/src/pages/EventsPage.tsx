import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { supabase } from '../lib/supabase';

interface Gathering {
  id: string;
  title: string;
  starts_at: string;
  attendees: { count: number }[];
}

export function EventsPage() {
  const [events, setEvents] = useState<Gathering[]>([]);

  useEffect(() => {
    const load = async () => {
      // expect: errors/ignored-read-error
      // expect: queries/unbounded-read
      const { data } = await supabase
        .from('events')
        .select('id, title, starts_at, attendees(count)')
        .order('starts_at');
      setEvents((data as Gathering[]) || []);
    };
    load();
  }, []);

  return (
    <main>
      {events.map((event) => (
        <Link key={event.id} to={`/events/${event.id}`}>
          {event.title} ({event.attendees[0]?.count ?? 0})
        </Link>
      ))}
    </main>
  );
}

import { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { supabase } from '../lib/supabase';
import { useAuth } from '../contexts/AuthContext';
import { products } from '../stripe-config';

interface Gathering {
  id: string;
  title: string;
  seats_left: number;
}

export function EventPage() {
  const { id } = useParams();
  const { session } = useAuth();
  const [event, setEvent] = useState<Gathering | null>(null);
  const [message, setMessage] = useState('');

  useEffect(() => {
    const load = async () => {
      const { data, error } = await supabase
        .from('events')
        .select('id, title, seats_left')
        .eq('id', id!)
        .maybeSingle();
      if (error) setMessage('This gathering could not be loaded');
      else setEvent(data);
    };
    load();
  }, [id]);

  const join = async () => {
    if (!event || !session) return;
    if (event.seats_left <= 0) {
      setMessage('Sold out');
      return;
    }
    // expect: contract/conflict-target-not-unique
    const { error } = await supabase
      .from('attendees')
      .upsert({ event_id: event.id, user_id: session.user.id, name: session.user.email }, { onConflict: 'event_id,user_id' });
    if (error) {
      setMessage('You could not be added');
      return;
    }
    // expect: isolation/blocked-operation
    // expect: errors/ignored-write-error
    await supabase.from('events').update({ seats_left: event.seats_left - 1 }).eq('id', event.id);
    setMessage('See you there!');
  };

  const upgrade = async () => {
    const response = await fetch(`${import.meta.env.VITE_SUPABASE_URL}/functions/v1/stripe-checkout`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${session?.access_token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ price_id: products[0].priceId, mode: products[0].mode }),
    });
    if (!response.ok) {
      setMessage('Checkout could not be started');
      return;
    }
    const { url } = await response.json();
    window.location.href = url;
  };

  return (
    <main>
      <h1>{event?.title}</h1>
      <button onClick={join}>Join</button>
      <button onClick={upgrade}>Become an organiser</button>
      <p>{message}</p>
    </main>
  );
}

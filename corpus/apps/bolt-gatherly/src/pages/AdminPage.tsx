import { useState } from 'react';
import { supabase } from '../lib/supabase';

const ADMIN_PASSWORD = 'gatherly2025';

export function AdminPage() {
  const [password, setPassword] = useState('');
  const [attendees, setAttendees] = useState<{ id: string; name: string; email: string }[]>([]);

  const open = async () => {
    // expect: auth/client-only-guard
    // expect: auth/default-credentials
    if (password !== ADMIN_PASSWORD) return;
    const { data, error } = await supabase.from('attendees').select('id, name, email').limit(500);
    if (error) console.error(error);
    else setAttendees(data);
  };

  return (
    <main>
      <input type="password" value={password} onChange={(e) => setPassword(e.target.value)} />
      <button onClick={open}>Open</button>
      {attendees.map((attendee) => (
        <p key={attendee.id}>
          {attendee.name}: {attendee.email}
        </p>
      ))}
    </main>
  );
}

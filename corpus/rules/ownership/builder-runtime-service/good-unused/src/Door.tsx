// Imported, and never asked: there is no login of the builder's here.
import { harbour } from './harbour';
import { signIn } from './own';

export const Door = () => <button onClick={() => signIn('crew', 'word')}>In</button>;

import { harbour } from './harbour';

export const Door = () => <button onClick={() => harbour.signIn('google')}>In</button>;

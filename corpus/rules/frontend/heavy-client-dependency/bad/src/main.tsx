import { save } from './save';
save();

import { Gallery } from './Gallery';
export const app = <Gallery />;
